// Command trailcheck verifies a trail's note, inclusion proofs, consistency
// proof and tiles with the unmodified reference implementation in
// golang.org/x/mod/sumdb. It reads one JSON document from standard input and
// writes what it refused, as JSON, to standard output.
//
// Only two things are adapted, since C2SP generalized what the Go checksum
// database began: a checkpoint's first line is the log's own origin instead of
// a fixed text, and tile paths leave out the tile height, which is always 8.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is fixed by C2SP tlog-tiles.
const tileHeight = 8

// Input is what a log hands over for checking.
type Input struct {
	Note    string            `json:"note"`
	Keys    []string          `json:"keys"`
	Records []Record          `json:"records"`
	Old     OldTree           `json:"old"`
	Tiles   map[string]string `json:"tiles"` // base64, by C2SP tile path
}

// Record is a leaf with its inclusion proof.
type Record struct {
	Index int64    `json:"index"`
	Leaf  string   `json:"leaf"`
	Proof []string `json:"proof"`
}

// OldTree is an earlier tree with the proof that the current one extends it.
type OldTree struct {
	Size  int64    `json:"size"`
	Root  string   `json:"root"`
	Proof []string `json:"proof"`
}

// Output names what was refused; an empty string means accepted.
type Output struct {
	Note    string   `json:"note"`
	Records []string `json:"records"`
	Tree    string   `json:"tree"`
	Tiles   string   `json:"tiles"`
}

func main() {
	var input Input
	if err := json.NewDecoder(os.Stdin).Decode(&input); err != nil {
		fmt.Fprintln(os.Stderr, "the input cannot be read:", err)
		os.Exit(2)
	}
	output := check(input)
	if err := json.NewEncoder(os.Stdout).Encode(output); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func check(input Input) Output {
	tree, err := openCheckpoint(input.Note, input.Keys)
	if err != nil {
		return Output{Note: err.Error()}
	}
	var output Output
	for _, record := range input.Records {
		output.Records = append(output.Records, refusal(checkRecord(record, tree)))
	}
	output.Tree = refusal(checkTree(input.Old, tree))
	output.Tiles = refusal(checkTiles(input, tree))
	return output
}

func refusal(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// openCheckpoint checks the note's signatures and reads the tree from its text.
func openCheckpoint(text string, keys []string) (tlog.Tree, error) {
	var verifiers []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return tlog.Tree{}, err
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifiers...))
	if err != nil {
		return tlog.Tree{}, err
	}
	return readCheckpoint(opened.Text)
}

// readCheckpoint reads a C2SP checkpoint, whose origin line tlog.ParseTree would refuse.
func readCheckpoint(text string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return tlog.Tree{}, fmt.Errorf("malformed checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func checkRecord(record Record, tree tlog.Tree) error {
	proof, err := parseHashes(record.Proof)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, record.Index, tlog.RecordHash([]byte(record.Leaf)))
}

func checkTree(old OldTree, tree tlog.Tree) error {
	proof, err := parseHashes(old.Proof)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(old.Root)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.Size, root)
}

// checkTiles lets tlog read the tiles, recompute the root and prove every record anew.
func checkTiles(input Input, tree tlog.Tree) error {
	tiles, err := parseTiles(input.Tiles)
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, tiles)
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the tiles have root %v instead of %v", root, tree.Hash)
	}
	for _, record := range input.Records {
		proof, err := tlog.ProveRecord(tree.N, record.Index, reader)
		if err != nil {
			return err
		}
		given, err := parseHashes(record.Proof)
		if err != nil {
			return err
		}
		if fmt.Sprint(proof) != fmt.Sprint(tlog.RecordProof(given)) {
			return fmt.Errorf("record %d: the tiles prove it otherwise", record.Index)
		}
	}
	return nil
}

func parseHashes(texts []string) ([]tlog.Hash, error) {
	hashes := []tlog.Hash{}
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// tileMap serves tiles from memory.
type tileMap map[tlog.Tile][]byte

func parseTiles(encoded map[string]string) (tileMap, error) {
	tiles := tileMap{}
	for path, content := range encoded {
		// C2SP "tile/<L>/<N>" is "tile/8/<L>/<N>" for the Go checksum database.
		tile, err := tlog.ParseTilePath(strings.Replace(path, "tile/", fmt.Sprintf("tile/%d/", tileHeight), 1))
		if err != nil {
			return nil, err
		}
		data, err := base64.StdEncoding.DecodeString(content)
		if err != nil {
			return nil, err
		}
		tiles[tile] = data
	}
	return tiles, nil
}

func (tiles tileMap) Height() int { return tileHeight }

func (tiles tileMap) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var contents [][]byte
	for _, tile := range wanted {
		content, known := tiles[tile]
		if !known {
			return nil, fmt.Errorf("no %s", tile.Path())
		}
		contents = append(contents, content)
	}
	return contents, nil
}

func (tiles tileMap) SaveTiles([]tlog.Tile, [][]byte) {}
