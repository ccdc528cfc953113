# The end of the chain: needs the network's and the database's outputs.

data "terraform_remote_state" "network" {
  backend = "local"
  config = {
    path = "../network/terraform.tfstate"
  }
}

data "terraform_remote_state" "database" {
  backend = "local"
  config = {
    path = "../database/terraform.tfstate"
  }
}

resource "terraform_data" "app" {
  input = {
    database = data.terraform_remote_state.database.outputs.endpoint
    subnets  = data.terraform_remote_state.network.outputs.subnets
  }

  provisioner "local-exec" {
    command = "sleep 0.3"
  }
}

output "database" {
  value = terraform_data.app.output.database
}
