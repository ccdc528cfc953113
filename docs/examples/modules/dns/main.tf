# The zone has no default: it comes from a var file.

variable "zone" {
  type = string
}

variable "ttl" {
  type    = number
  default = 300
}

variable "hosts" {
  type = list(string)
}

resource "terraform_data" "record" {
  for_each = toset(var.hosts)
  input    = "${each.value}.${var.zone}. ${var.ttl} IN A"
}

output "records" {
  value = [for record in terraform_data.record : record.output]
}
