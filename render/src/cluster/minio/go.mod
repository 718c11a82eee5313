module sparkstead.example.org/minio

go 1.24
