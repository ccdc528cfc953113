# A precondition that doesn't hold: the plan fails.

variable "instances" {
  type    = number
  default = 12
}

resource "terraform_data" "quota" {
  input = var.instances

  lifecycle {
    precondition {
      condition     = var.instances <= 10
      error_message = "The quota is 10 instances, ${var.instances} were asked for."
    }
  }
}
