package doc_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/clausule/clausule/extract/doc"
	"github.com/clausule/clausule/extract/document"
)

func ExampleRead() {
	src := document.Source{Name: "contract.doc", Data: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1, en dan niets meer")}
	_, err := doc.Read(context.Background(), src, document.Options{})
	var typed *document.Error
	if errors.As(err, &typed) {
		fmt.Println(typed.Name, errors.Is(err, document.ErrDamaged))
		fmt.Println(typed.Detail)
	}
	// Output:
	// contract.doc true
	// het OLE-bestand waarin het document staat is niet te openen
}
