package pdftest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Cipher is a way to encrypt a file by the standard security handler.
type Cipher uint8

// The ciphers, with the revision of the handler.
const (
	RC4R2    Cipher = iota // 40 bits
	RC4R3                  // 128 bits
	RC4R4                  // 128 bits, as a crypt filter
	AES128R4               // 128 bits
	AES256R5               // of Adobe's supplement to ISO 32000-1, extension level 3
	AES256R6               // of ISO 32000-2
)

// Ciphers lists all of them.
func Ciphers() []Cipher { return []Cipher{RC4R2, RC4R3, RC4R4, AES128R4, AES256R5, AES256R6} }

func (c Cipher) String() string {
	return [...]string{"RC4 R2", "RC4 R3", "RC4 R4", "AES-128 R4", "AES-256 R5", "AES-256 R6"}[c]
}

// fileID is the first part of /ID.
const fileID = "0123456789abcdef"

// permissions is /P as many writers give it: without sign.
const permissions = uint32(0xfffff0c4)

// Encrypted writes a file as File does, encrypted. The passwords are the bytes
// that go into the key, already encoded and prepared. Strings in objects must
// be plain, without brackets or escapes in them. Streams with /Type /XRef and
// those that begin with the filter /Crypt stay as they are.
func Encrypted(c Cipher, user, owner string, objects ...string) []byte {
	e := newEncrypter(c, user, owner)
	literal := regexp.MustCompile(`\(([^()\\]*)\)`)
	out := make([]string, len(objects))
	for i, o := range objects {
		dict, data, isStream := strings.Cut(o, "\nstream\n")
		if isStream && !strings.Contains(dict, "/Crypt") {
			data = string(e.encrypt(i+1, []byte(strings.TrimSuffix(data, "\nendstream"))))
			dict = regexp.MustCompile(`/Length \d+`).ReplaceAllString(dict, fmt.Sprintf("/Length %d", len(data)))
			data += "\nendstream"
		}
		dict = literal.ReplaceAllStringFunc(dict, func(s string) string {
			return fmt.Sprintf("<%x>", e.encrypt(i+1, []byte(s[1:len(s)-1])))
		})
		out[i] = dict
		if isStream {
			out[i] += "\nstream\n" + data
		}
	}
	return File(fmt.Sprintf("/ID [<%x> <%x>] /Encrypt %s", fileID, fileID, e.dict), out...)
}

type encrypter struct {
	cipher Cipher
	key    []byte
	dict   string
}

const pad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

func newEncrypter(c Cipher, user, owner string) *encrypter {
	e := &encrypter{cipher: c}
	if c >= AES256R5 {
		e.strong(user, owner)
		return e
	}
	n, revision := 16, 3
	switch c {
	case RC4R2:
		n, revision = 5, 2
	case RC4R4, AES128R4:
		revision = 4
	}
	if owner == "" {
		owner = user
	}
	o := []byte((user + pad)[:32])
	sum := md5.Sum([]byte((owner + pad)[:32]))
	rounds(revision, stretched(sum[:], n, revision), o)
	h := append([]byte((user + pad)[:32]), o...)
	h = append(h, byte(permissions&0xff), byte(permissions>>8&0xff), byte(permissions>>16&0xff), byte(permissions>>24))
	h = append(h, fileID...)
	sum = md5.Sum(h)
	e.key = stretched(sum[:], n, revision)
	u := []byte(pad)
	if revision > 2 {
		sum := md5.Sum([]byte(pad + fileID))
		u = append(sum[:], make([]byte, 16)...)
		rounds(revision, e.key, u[:16])
	} else {
		rounds(revision, e.key, u)
	}
	version := map[Cipher]string{RC4R2: "/V 1", RC4R3: "/V 2 /Length 128", RC4R4: "/V 4 /Length 128", AES128R4: "/V 4 /Length 128"}[c]
	filter := map[Cipher]string{RC4R4: "/V2", AES128R4: "/AESV2"}[c]
	if filter != "" {
		version += " /CF << /StdCF << /CFM " + filter + " /Length 16 >> >> /StmF /StdCF /StrF /StdCF"
	}
	e.dict = fmt.Sprintf("<< /Filter /Standard %s /R %d /P %d /O <%x> /U <%x> >>", version, revision, permissions, o, u)
	return e
}

func stretched(key []byte, n, revision int) []byte {
	if revision > 2 {
		for range 50 {
			sum := md5.Sum(key[:n])
			key = sum[:]
		}
	}
	return key[:n]
}

// rounds enciphers data once, or twenty times with changing keys.
func rounds(revision int, key, data []byte) {
	count := 20
	if revision == 2 {
		count = 1
	}
	for i := range count {
		k := bytes.Clone(key)
		for j := range k {
			k[j] ^= byte(i)
		}
		rc(k, data)
	}
}

func rc(key, data []byte) {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // the length of the key is ours
	}
	c.XORKeyStream(data, data)
}

func (e *encrypter) strong(user, owner string) {
	e.key = []byte("0123456789ABCDEF0123456789abcdef")
	hash, revision := hash6, 6
	if e.cipher == AES256R5 {
		revision = 5
		hash = func(password, salt, extra string) []byte {
			sum := sha256.Sum256([]byte(password + salt + extra))
			return sum[:]
		}
	}
	entry := func(password, validation, key, extra string) (verify, wrapped []byte) {
		verify = append(hash(password, validation, extra), validation+key...)
		wrapped = make([]byte, 32)
		cbc(hash(password, key, extra), make([]byte, 16), wrapped, e.key)
		return verify, wrapped
	}
	u, ue := entry(user, "validate", "user-key", "")
	o, oe := entry(owner, "VALIDATE", "OWNERKEY", string(u))
	e.dict = fmt.Sprintf("<< /Filter /Standard /V 5 /R %d /Length 256 /P %d /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF /U <%x> /UE <%x> /O <%x> /OE <%x> >>",
		revision, permissions, u, ue, o, oe)
}

// hash6 is algorithm 2.B of ISO 32000-2.
func hash6(password, salt, extra string) []byte {
	first := sha256.Sum256([]byte(password + salt + extra))
	k := first[:]
	for i := 0; ; i++ {
		k1 := bytes.Repeat(append(append([]byte(password), k...), extra...), 64)
		e := make([]byte, len(k1))
		cbc(k[:16], k[16:32], e, k1)
		rest := new(big.Int).Mod(new(big.Int).SetBytes(e[:16]), big.NewInt(3)).Int64()
		switch rest {
		case 0:
			h := sha256.Sum256(e)
			k = h[:]
		case 1:
			h := sha512.Sum384(e)
			k = h[:]
		case 2:
			h := sha512.Sum512(e)
			k = h[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return k[:32]
		}
	}
}

func cbc(key, iv, out, in []byte) {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // the length of the key is ours
	}
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, in)
}

// encrypt enciphers a string or stream of an object.
func (e *encrypter) encrypt(number int, data []byte) []byte {
	key := e.key
	if e.cipher < AES256R5 {
		s := append(bytes.Clone(key), byte(number), byte(number>>8), byte(number>>16), 0, 0)
		if e.cipher == AES128R4 {
			s = append(s, "sAlT"...)
		}
		sum := md5.Sum(s)
		key = sum[:min(len(e.key)+5, 16)]
	}
	if e.cipher < AES128R4 {
		out := bytes.Clone(data)
		rc(key, out)
		return out
	}
	n := aes.BlockSize - len(data)%aes.BlockSize
	data = append(bytes.Clone(data), bytes.Repeat([]byte{byte(n)}, n)...)
	iv := []byte("an initial value")
	out := make([]byte, len(data))
	cbc(key, iv, out, data)
	return append(iv, out...)
}
