package export

import _ "github.com/parquet-go/parquet-go"
