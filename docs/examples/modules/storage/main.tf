# Depends on nothing. The sleep makes it visible that modules run at once.

resource "terraform_data" "storage" {
  input = "storage"

  provisioner "local-exec" {
    command = "sleep 0.7"
  }
}

output "name" {
  value = terraform_data.storage.output
}
