# A map and a list, given in the request with their types.

variable "rules" {
  type = map(object({
    port    = number
    sources = list(string)
  }))
  default = {}
}

variable "blocked" {
  type    = list(string)
  default = []
}

resource "terraform_data" "rule" {
  for_each = var.rules
  input    = each.value
}

resource "terraform_data" "blocked" {
  input = sort(var.blocked)
}

output "ports" {
  value = sort([for rule in var.rules : tostring(rule.port)])
}
