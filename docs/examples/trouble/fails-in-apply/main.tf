# Plans well and fails when it is applied: the second resource is tainted.

resource "terraform_data" "works" {
  input = "works"
}

resource "terraform_data" "fails" {
  input = terraform_data.works.output

  provisioner "local-exec" {
    command = "echo 'the machine did not answer' >&2; exit 1"
  }
}
