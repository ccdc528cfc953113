# Steps one after the other, each of some seconds: time enough to press Ctrl-C, or to kill the program.

variable "seconds" {
  type    = number
  default = 5
}

resource "terraform_data" "first" {
  provisioner "local-exec" {
    command = "sleep ${var.seconds}"
  }
}

resource "terraform_data" "second" {
  depends_on = [terraform_data.first]

  provisioner "local-exec" {
    command = "sleep ${var.seconds}"
  }
}

resource "terraform_data" "third" {
  depends_on = [terraform_data.second]

  provisioner "local-exec" {
    command = "sleep ${var.seconds}"
  }
}
