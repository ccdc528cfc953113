# One module, two workspaces: each has a state of its own.

locals {
  instances = {
    eu = 3
    us = 2
  }
}

resource "terraform_data" "shop" {
  count = lookup(local.instances, terraform.workspace, 1)
  input = "shop-${terraform.workspace}-${count.index}"

  provisioner "local-exec" {
    command = "sleep 0.4"
  }
}

output "instances" {
  value = terraform_data.shop[*].output
}
