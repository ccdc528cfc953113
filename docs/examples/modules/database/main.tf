# Needs the network's outputs: its plan is possible only after the network was applied.

data "terraform_remote_state" "network" {
  backend = "local"
  config = {
    path = "../network/terraform.tfstate"
  }
}

variable "port" {
  type    = number
  default = 5432
}

resource "terraform_data" "database" {
  input = {
    address = cidrhost(data.terraform_remote_state.network.outputs.subnets[0], 10)
    port    = var.port
  }

  provisioner "local-exec" {
    command = "sleep 0.5"
  }
}

output "endpoint" {
  value = "${terraform_data.database.output.address}:${terraform_data.database.output.port}"
}
