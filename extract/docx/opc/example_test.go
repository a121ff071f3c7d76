package opc_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx/opc"
)

func ExampleOpen() {
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	part, _ := w.Create("word/document.xml")
	fmt.Fprint(part, "<document/>")
	w.Close()

	p, err := opc.Open(document.Source{Name: "contract.docx", Data: file.Bytes()}, document.Limits{PartBytes: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = p.Read(context.Background(), "word/document.xml")
	fmt.Println(err)
	// Output:
	// contract.docx: het bestand gaat over een grens (Word-document (.docx)): het aantal bytes van onderdeel "word/document.xml" is meer dan 5; sla het opnieuw op in het programma waarmee het gemaakt is, of splits het
}
