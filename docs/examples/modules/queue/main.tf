# Depends on nothing. The sleep makes it visible that modules run at once.

resource "terraform_data" "queue" {
  input = "queue"

  provisioner "local-exec" {
    command = "sleep 0.6"
  }
}

output "name" {
  value = terraform_data.queue.output
}
