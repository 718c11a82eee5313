module sparkstead.example.org/aws

go 1.24
