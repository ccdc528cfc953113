# Depends on nothing. The sleep makes it visible that modules run at once.

resource "terraform_data" "metrics" {
  input = "metrics"

  provisioner "local-exec" {
    command = "sleep 0.3"
  }
}

output "name" {
  value = terraform_data.metrics.output
}
