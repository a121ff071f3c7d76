package tesseract_test

import (
	"context"
	"fmt"
	"os"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/tesseract"
)

func ExampleEngine() {
	engine := tesseract.New(tesseract.Options{Languages: []string{"nld", "fra"}})
	data, err := os.ReadFile("bladzijde.png")
	if err != nil {
		fmt.Println(err)
		return
	}
	// An A4 page, in points.
	page, err := engine.Recognize(context.Background(), document.Image{Data: data, Width: 1654, Height: 2339, Box: [4]float64{0, 0, 595, 842}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range page.Words {
		fmt.Println(w.Text, w.X, w.Y, w.Confidence)
	}
}
