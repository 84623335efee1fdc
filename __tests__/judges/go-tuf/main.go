// The library that fiotuf verifies with, asked line by line: what would a device say that holds the first of these roots
// and is served the rest? A question and an answer are a line of JSON each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

const maxLine = 256 * 1024 * 1024

// Documents are the bytes as served, in base64; what is left out is not asked about.
type question struct {
	Roots     [][]byte  `json:"roots"`
	Timestamp []byte    `json:"timestamp"`
	Snapshot  []byte    `json:"snapshot"`
	Targets   []byte    `json:"targets"`
	At        time.Time `json:"at"`
}

type answer struct {
	// Version of the newest root that was taken; 0 for none.
	Root int64 `json:"root"`
	// What was refused first; empty where all was taken.
	Refused string `json:"refused"`
	Says    string `json:"says"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, maxLine)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fatal(err)
		}
		if err := answers.Encode(judged(asked)); err != nil {
			fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		fatal(err)
	}
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// The library panics at some malformed documents; a device ends there too.
func judged(asked question) (given answer) {
	defer func() {
		if panicked := recover(); panicked != nil {
			given.Says = fmt.Sprint("panic: ", panicked)
		}
	}()
	refuse := func(err error) bool {
		if err != nil {
			given.Says = err.Error()
		}
		return err != nil
	}
	given.Refused = "root"
	trusted, err := trustedmetadata.New(asked.Roots[0])
	if refuse(err) {
		return given
	}
	trusted.RefTime = asked.At
	given.Root = trusted.Root.Signed.Version
	for _, next := range asked.Roots[1:] {
		if _, err := trusted.UpdateRoot(next); refuse(err) {
			return given
		}
		given.Root = trusted.Root.Signed.Version
	}
	if asked.Timestamp != nil {
		given.Refused = "timestamp"
		if _, err := trusted.UpdateTimestamp(asked.Timestamp); refuse(err) {
			return given
		}
		given.Refused = "snapshot"
		if _, err := trusted.UpdateSnapshot(asked.Snapshot, false); refuse(err) {
			return given
		}
		given.Refused = "targets"
		if _, err := trusted.UpdateTargets(asked.Targets); refuse(err) {
			return given
		}
	} else if asked.Targets != nil {
		given.Refused = "targets"
		if refuse(verifyTargets(trusted, asked)) {
			return given
		}
	}
	given.Refused = ""
	return given
}

// Targets alone, before a snapshot names them: those of a Wave that is not complete.
func verifyTargets(trusted *trustedmetadata.TrustedMetadata, asked question) error {
	targets, err := metadata.Targets().FromBytes(asked.Targets)
	if err != nil {
		return err
	}
	if err := trusted.Root.VerifyDelegate(metadata.TARGETS, targets); err != nil {
		return err
	}
	if targets.Signed.IsExpired(asked.At) {
		return fmt.Errorf("the targets expired at %s", targets.Signed.Expires)
	}
	return nil
}
