package overview_test

import (
	"context"
	"log"
	"os"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/overview"
	"github.com/clausule/clausule/clause/archive/storetest"
)

// Documents without their results are told with the number of each verdict.
func ExampleRecords() {
	ctx := context.Background()
	store := archive.NewMemory()
	defer store.Close()
	if err := storetest.Fill(ctx, store, 20, 1); err != nil { // archive.Scan does this
		log.Fatal(err)
	}
	if _, err := overview.Records(os.Stdout, store.Records(ctx, archive.Query{Limit: 2}), overview.Options{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 2013/sterrewacht-beveiliging-bv/verwerkersovereenkomst-sterrewacht-beveiliging-bv-00016.docx
	//   2013, verwerkersovereenkomst
	//   strijdig 4, ontbreekt 73, gedeeltelijk 20, niet te beoordelen 0, voldoet 20
	//
	// 2014/kade-vier-software-bv/sla-kade-vier-software-bv-00006.docx
	//   Kade Vier Software B.V., 2014, service level agreement (SLA)
	//   strijdig 2, ontbreekt 76, gedeeltelijk 20, niet te beoordelen 0, voldoet 19
	//
	// 2 documenten.
}
