zone  = "example.org"
hosts = ["www", "mail", "shop"]
