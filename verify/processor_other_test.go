//go:build !unix

package verify_test

import "time"

func processor() time.Duration { return 0 }
