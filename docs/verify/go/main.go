// Checks checkpoints and proofs of an Athar log by golang.org/x/mod/sumdb, the code of Go's own checksum database.
//
// Reads one JSON object from standard input: vkeys (verifier keys, as /.well-known/athar-keys.json has them), notes
// (checkpoints), and what the API answered as inclusion and consistency proofs. Ends with 1 at the first that is wrong.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go < proofs.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Seq, Size      int64
	Leaf           *string
	LeafHash, Root tlog.Hash
	Hashes         []tlog.Hash
}

type consistency struct {
	From, To         int64
	FromRoot, ToRoot tlog.Hash
	Hashes           []tlog.Hash
}

type input struct {
	Vkeys, Notes []string
	Inclusion    []inclusion
	Consistency  []consistency
}

// roots by size, as the checkpoints say.
type roots map[int64]tlog.Hash

func main() {
	var given input
	err := json.NewDecoder(os.Stdin).Decode(&given)
	if err == nil {
		err = check(given)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d checkpoints, %d inclusion proofs, %d consistency proofs\n",
		len(given.Notes), len(given.Inclusion), len(given.Consistency))
}

func check(given input) error {
	var verifiers []note.Verifier
	for _, vkey := range given.Vkeys {
		verifier, err := note.NewVerifier(vkey)
		if err != nil {
			return fmt.Errorf("key %s: %w", vkey, err)
		}
		verifiers = append(verifiers, verifier)
	}
	signed := roots{}
	for _, text := range given.Notes {
		if err := signed.add(text, note.VerifierList(verifiers...)); err != nil {
			return err
		}
	}
	for _, proof := range given.Inclusion {
		if err := signed.included(proof); err != nil {
			return fmt.Errorf("event %d in %d: %w", proof.Seq, proof.Size, err)
		}
	}
	for _, proof := range given.Consistency {
		if err := signed.consistent(proof); err != nil {
			return fmt.Errorf("%d in %d: %w", proof.From, proof.To, err)
		}
	}
	return nil
}

// add opens a checkpoint: three lines, of which the first is the name of the key that signed it.
func (signed roots) add(text string, known note.Verifiers) error {
	opened, err := note.Open([]byte(text), known)
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != opened.Sigs[0].Name {
		return fmt.Errorf("the note is no checkpoint of whoever signed it")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(lines[2])
	signed[size] = root
	return err
}

func (signed roots) included(proof inclusion) error {
	if err := signed.agree(proof.Size, proof.Root); err != nil {
		return err
	}
	if proof.Leaf != nil && tlog.RecordHash([]byte(*proof.Leaf)) != proof.LeafHash {
		return fmt.Errorf("the hash is not that of the leaf")
	}
	return tlog.CheckRecord(proof.Hashes, proof.Size, proof.Root, proof.Seq, proof.LeafHash)
}

func (signed roots) consistent(proof consistency) error {
	if err := signed.agree(proof.From, proof.FromRoot); err != nil {
		return err
	}
	if err := signed.agree(proof.To, proof.ToRoot); err != nil {
		return err
	}
	return tlog.CheckTree(proof.Hashes, proof.To, proof.ToRoot, proof.From, proof.FromRoot)
}

func (signed roots) agree(size int64, root tlog.Hash) error {
	if known, ok := signed[size]; ok && known != root {
		return fmt.Errorf("the checkpoint of %d events has another root", size)
	}
	return nil
}
