# The start of the chain network -> database -> app. Its outputs reach the others through its state file.

variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}

variable "zones" {
  type    = number
  default = 3
}

resource "terraform_data" "network" {
  input = var.cidr

  provisioner "local-exec" {
    command = "sleep 0.8"
  }
}

resource "terraform_data" "subnet" {
  count = var.zones
  input = cidrsubnet(terraform_data.network.output, 8, count.index)
}

output "cidr" {
  value = terraform_data.network.output
}

output "subnets" {
  value = terraform_data.subnet[*].output
}
