#!/bin/sh
# Records what terraform really prints into a directory named after its version, beside this file. Needs root (a small
# tmpfs), python3 (a state server) and no network. Machine paths and user names are scrubbed; nothing else is edited.
set -u
unset TF_CLI_CONFIG_FILE
export CHECKPOINT_DISABLE=1
here=$(cd "$(dirname "$0")" && pwd)
version=$(terraform version | sed -n '1s/.*v//p')
out=$here/$version
mkdir -p "$out"
work=$(mktemp -d)
trap 'cd /; umount "$work/small" 2>/dev/null; rm -rf "$work"' EXIT

scrub() {
    sed -e "s#$work#/modules#g" -e "s/$(id -un)@$(uname -n)/user@host/g" -e 's/127\.0\.0\.1:[0-9]*/127.0.0.1:8080/g'
}
module() { # name; its main.tf from stdin
    mkdir -p "$work/$1" && cd "$work/$1" && cat > main.tf
}
record() { # file, then the command; stdout alone, the exit code in rc
    file=$1
    shift
    "$@" > "$work/raw" 2> "$work/err"
    rc=$?
    scrub < "$work/raw" > "$out/$file"
    echo "$file: exit code $rc"
}

terraform version > "$out/version.txt"
terraform version -json > "$out/version.json"

module first << 'TF'
terraform {
  backend "local" {}
}
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
resource "terraform_data" "a" {
  input = "one"
}
resource "terraform_data" "b" {
  count = 2
  input = "${terraform_data.a.output}-${count.index}"
  provisioner "local-exec" {
    command = "echo hello ${count.index}"
  }
}
output "id" {
  value = terraform_data.a.id
}
output "list" {
  value = ["a", 1, true, null]
}
output "hidden" {
  value     = var.secret
  sensitive = true
}
TF
echo 'path = "elsewhere.tfstate"' > backend.hcl
record init.ndjson terraform init -json -input=false -backend-config=backend.hcl
record init.txt terraform init -no-color -input=false
echo 'path = "third.tfstate"' > backend.hcl
record init-backend-changed.ndjson terraform init -json -input=false -backend-config=backend.hcl
terraform init -no-color -input=false -backend-config=backend.hcl 2>&1 > /dev/null | scrub > "$out/init-backend-changed.txt"
terraform init -input=false -backend-config=backend.hcl 2>&1 > /dev/null | scrub > "$out/init-backend-changed-boxed.txt"
record plan-create.ndjson terraform plan -json -detailed-exitcode -out=plan
record apply-create.ndjson terraform apply -json plan
record plan-nothing.ndjson terraform plan -json -detailed-exitcode -out=plan

cat > "$work/first/outputs.tf" << 'TF'
output "more" {
  value = 1
}
TF
record plan-outputs-only.ndjson terraform plan -json -detailed-exitcode -out=plan
record destroy.ndjson terraform destroy -json -auto-approve

module uninitialised << 'TF'
module "child" {
  source = "./child"
}
TF
mkdir child
record plan-not-initialised.ndjson terraform plan -json -detailed-exitcode -out=plan
record validate-not-initialised.json terraform validate -json
rmdir child
echo 'terraform { backend "local" { path = "elsewhere.tfstate" } }' > main.tf
terraform workspace list -no-color 2>&1 > /dev/null | scrub > "$out/workspace-list-not-initialised.txt"

module mixed << 'TF'
resource "terraform_data" "same" {}
resource "terraform_data" "changed" {
  input = "old"
}
resource "terraform_data" "replaced" {
  triggers_replace = "old"
}
resource "terraform_data" "gone" {}
resource "terraform_data" "old_name" {}
resource "terraform_data" "forgotten" {}
output "same" {
  value = 1
}
output "changed" {
  value = 1
}
output "gone" {
  value = 1
}
TF
terraform init -no-color > /dev/null
terraform apply -auto-approve > /dev/null
cat > main.tf << 'TF'
resource "terraform_data" "same" {}
resource "terraform_data" "changed" {
  input = "new"
}
resource "terraform_data" "replaced" {
  triggers_replace = "new"
}
resource "terraform_data" "new" {
  for_each = toset(["a b", "q\"\\"])
  input    = each.key
}
resource "terraform_data" "new_name" {}
moved {
  from = terraform_data.old_name
  to   = terraform_data.new_name
}
removed {
  from = terraform_data.forgotten
  lifecycle {
    destroy = false
  }
}
import {
  to = terraform_data.imported
  id = "an-id"
}
resource "terraform_data" "imported" {}
data "terraform_remote_state" "later" {
  backend    = "local"
  config     = { path = "terraform.tfstate" }
  depends_on = [terraform_data.changed]
}
output "same" {
  value = 1
}
output "changed" {
  value = 2
}
output "added" {
  value = terraform_data.replaced.id
}
TF
record plan-mixed.ndjson terraform plan -json -detailed-exitcode -out=plan
record show-mixed.json terraform show -json plan
record show-mixed.txt terraform show -no-color plan
record apply-mixed.ndjson terraform apply -json plan

module failing << 'TF'
resource "terraform_data" "good" {}
resource "terraform_data" "bad" {
  depends_on = [terraform_data.good]
  provisioner "local-exec" {
    command = "echo before; exit 3"
  }
}
TF
terraform init > /dev/null
record apply-failing.ndjson terraform apply -json -auto-approve
record plan-tainted.ndjson terraform plan -json -detailed-exitcode -out=plan

module broken << 'TF'
resource "terraform_data" "x" {
  input = var.nowhere
  input = "twice"
}
TF
record init-broken.ndjson terraform init -json
record plan-broken.ndjson terraform plan -json
record validate-broken.json terraform validate -json

module wrong << 'TF'
resource "terraform_data" "x" {
  input = var.nowhere
}
variable "unused" {
  type = string
}
locals {
  l = { a = 1 }
  n = local.l.b + length(5)
}
TF
terraform init > /dev/null
record plan-wrong.ndjson terraform plan -json -input=false
record validate-wrong.json terraform validate -json
terraform plan -no-color -input=false 2>&1 > /dev/null | scrub > "$out/plan-wrong.txt"
terraform plan -input=false 2>&1 > /dev/null | scrub > "$out/plan-wrong-boxed.txt"
record plan-wrong-flag.ndjson terraform plan -json -no-such-flag

module dependent << 'TF'
data "terraform_remote_state" "network" {
  backend = "local"
  config  = { path = "../network/terraform.tfstate" }
}
resource "terraform_data" "x" {
  input = data.terraform_remote_state.network.outputs.id
}
TF
terraform init > /dev/null
record plan-missing-remote-state.ndjson terraform plan -json -out=plan
record validate-fine.json terraform validate -json

module slow << 'TF'
resource "terraform_data" "quick" {}
resource "terraform_data" "slow" {
  count      = 2
  depends_on = [terraform_data.quick]
  provisioner "local-exec" {
    command = "echo started > ready-${count.index}; exec sleep 12"
  }
}
resource "terraform_data" "after" {
  depends_on = [terraform_data.slow]
}
TF
terraform init > /dev/null
terraform plan -out=plan > /dev/null
terraform apply -json plan > "$work/interrupted" &
pid=$!
while [ ! -e ready-0 ] || [ ! -e ready-1 ]; do sleep 0.1; done
record plan-locked.ndjson terraform plan -json
record plan-locked-waiting.ndjson terraform plan -json -lock-timeout=1s
terraform plan -no-color 2>&1 > /dev/null | scrub > "$out/plan-locked.txt"
sleep 9 # one apply_progress
kill -TERM "$pid"
wait "$pid"
echo "apply-interrupted.ndjson: exit code $?"
scrub < "$work/interrupted" > "$out/apply-interrupted.ndjson"
rm -f ready-*
terraform apply -json -auto-approve > "$work/killed" &
pid=$!
while [ ! -e ready-0 ] || [ ! -e ready-1 ]; do sleep 0.1; done
kill -KILL "$pid"
wait "$pid"
scrub < "$work/killed" > "$out/apply-killed.ndjson"
record plan-after-kill.ndjson terraform plan -json

cat > "$work/server.py" << 'PY'
import http.server, sys
state = b''
class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self): self.answer(200 if state else 404, state)
    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        self.answer(400, b'no')
    def do_LOCK(self):
        if sys.argv[1] == 'locked':
            self.answer(423, b'{"ID":"11111111-2222-3333-4444-555555555555","Operation":"OperationTypeApply","Who":"other@elsewhere","Created":"2026-01-01T00:00:00Z"}')
        else:
            self.answer(200, b'')
    def do_UNLOCK(self): self.answer(int(sys.argv[2]), b'')
    def answer(self, code, body):
        self.send_response(code); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *_): pass
server = http.server.HTTPServer(('127.0.0.1', 0), Server)
open('port', 'w').write(str(server.server_port))
server.serve_forever()
PY
serve() { # arguments of server.py, then the file to record
    rm -f port
    python3 "$work/server.py" "$1" "$2" &
    server=$!
    while [ ! -s port ]; do sleep 0.1; done
    url=http://127.0.0.1:$(cat port)/state
    sed "s#URL#$url#g" main.tf.in > main.tf
    terraform init -reconfigure > /dev/null
    record "$3" terraform apply -json -auto-approve
    kill "$server"
}
module http < /dev/null
cat > main.tf.in << 'TF'
terraform {
  backend "http" {
    address        = "URL"
    lock_address   = "URL"
    unlock_address = "URL"
    retry_max      = 0
  }
}
resource "terraform_data" "x" {}
TF
serve locked 200 plan-locked-http.ndjson
serve free 200 apply-save-refused.ndjson
serve free 500 apply-unlock-refused.ndjson

mkdir "$work/small" && mount -t tmpfs -o size=64k none "$work/small"
module small << 'TF'
resource "terraform_data" "x" {
  input = "a \"secret\" \\ ${join("", [for i in range(20) : "0123456789"])}"
  provisioner "local-exec" {
    command = "head -c 1000000 /dev/zero > filler; true"
  }
}
TF
terraform init > /dev/null
terraform plan -out=/tmp/plan.$$ > /dev/null
record emergency-dump.ndjson terraform apply -json /tmp/plan.$$
rm -f /tmp/plan.$$
