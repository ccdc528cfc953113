# A sensitive variable and a sensitive output. The value is an example, not a secret.

variable "token" {
  type      = string
  sensitive = true
  default   = "not-a-secret"
}

resource "terraform_data" "secret" {
  input = sha256(var.token)
}

output "token" {
  value     = var.token
  sensitive = true
}

output "length" {
  value = nonsensitive(length(var.token))
}
