package pdfium_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/clausule/clausule/extract/pdfium"
)

func Example() {
	data, err := os.ReadFile("overeenkomst.pdf")
	if err != nil {
		fmt.Println(err)
		return
	}
	cache, _ := os.UserCacheDir()
	engine := pdfium.New(pdfium.Options{CacheDir: filepath.Join(cache, "clausule")})
	defer engine.Close()

	ctx := context.Background()
	file, err := engine.Open(ctx, data, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	for n := 1; n <= file.Pages(); n++ {
		page, err := file.Words(ctx, n)
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, word := range page.Words {
			fmt.Printf("%d: %s op %.0f, %.0f\n", n, word.Text, word.X, word.Y)
		}
	}
}
