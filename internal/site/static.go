package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"waymark/report"
)

//go:embed static/*
var staticFiles embed.FS

// assetFile is a file of ours that pages load.
type assetFile struct {
	name, hash string
	data       []byte
}

var assets = sync.OnceValue(func() map[string]assetFile {
	all := map[string]assetFile{}
	names, err := fs.Glob(staticFiles, "static/*")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		data, err := staticFiles.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		all[path.Base(name)] = newAsset(path.Base(name), data)
	}
	all["report.css"] = newAsset("report.css", []byte(report.CSS()))
	return all
})

func newAsset(name string, data []byte) assetFile {
	sum := sha256.Sum256(data)
	return assetFile{name, hex.EncodeToString(sum[:6]), data}
}

// asset gives the address of a file of ours: it holds the file's hash, so that a browser may keep it for ever.
func asset(name string) string { return "/static/" + assets()[name].hash + "/" + name }

// static serves our styles and pictures: /static/HASH/NAME. An old hash gets the file of today, which is not kept.
func static(w http.ResponseWriter, r *http.Request) {
	hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/static/"), "/")
	file, there := assets()[name]
	if !there {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	if hash == file.hash {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, file.name, time.Time{}, bytes.NewReader(file.data))
}
