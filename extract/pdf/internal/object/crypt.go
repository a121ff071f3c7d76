package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
)

// decrypter undoes the standard security handler for a document that opens
// without a password (ISO 32000-1, 7.6 and ISO 32000-2, 7.6.4).
type decrypter struct {
	key     []byte
	strings method
	streams method
	// plainMeta tells that metadata streams are not encrypted.
	plainMeta bool
}

type method uint8

const (
	methodNone method = iota
	methodRC4
	methodAES128
	methodAES256
)

const passwordPad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08" +
	"\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// newDecrypter derives the file key for the empty user password from the
// encryption dictionary. It gives ErrPassword when the document has another
// password and ErrCipher for a handler that it does not know.
func newDecrypter(dict Value, id string) (*decrypter, error) {
	if dict.Key("Filter").Name() != "Standard" {
		return nil, ErrCipher
	}
	version, revision := dict.Key("V").Int(), dict.Key("R").Int()
	bits := dict.Key("Length").Int()
	if bits < 40 || bits > 256 || bits%8 != 0 {
		bits = 40
	}
	d := &decrypter{plainMeta: dict.Key("EncryptMetadata").Kind() == Bool && !dict.Key("EncryptMetadata").Bool()}
	switch version {
	case 1, 2, 3:
		d.strings, d.streams = methodRC4, methodRC4
		if version == 1 {
			bits = 40
		}
	case 4, 5:
		var ok1, ok2 bool
		d.streams, ok1 = cryptFilter(dict, "StmF")
		d.strings, ok2 = cryptFilter(dict, "StrF")
		if !ok1 || !ok2 {
			return nil, ErrCipher
		}
		bits = 128
		if d.streams == methodNone && d.strings == methodNone {
			return d, nil // only attachments are encrypted
		}
	default:
		return nil, ErrCipher
	}
	owner, user := dict.Key("O").Bytes(), dict.Key("U").Bytes()
	if version == 5 {
		return d, d.openAES256(dict, revision, user)
	}
	if len(owner) < 32 || len(user) < 16 || revision < 2 || revision > 4 {
		return nil, ErrCipher
	}
	permissions := uint32(dict.Key("P").Int())
	h := md5.New()
	h.Write([]byte(passwordPad))
	h.Write([]byte(owner[:32]))
	h.Write([]byte{byte(permissions), byte(permissions >> 8), byte(permissions >> 16), byte(permissions >> 24)})
	h.Write([]byte(id))
	if revision >= 4 && d.plainMeta {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	key := h.Sum(nil)
	n := int(bits / 8)
	if n > 16 {
		n = 16
	}
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			copy(key, sum[:])
		}
	} else {
		n = 5
	}
	d.key = key[:n]
	if !bytes.HasPrefix([]byte(user), d.userCheck(revision, id)) {
		return nil, ErrPassword
	}
	return d, nil
}

// userCheck computes what /U must begin with when the key is right.
func (d *decrypter) userCheck(revision int64, id string) []byte {
	xor := func(key, data []byte) {
		if c, err := rc4.NewCipher(key); err == nil {
			c.XORKeyStream(data, data)
		}
	}
	if revision == 2 {
		u := []byte(passwordPad)
		xor(d.key, u)
		return u
	}
	sum := md5.Sum([]byte(passwordPad + id))
	u := sum[:]
	key := make([]byte, len(d.key))
	for i := range 20 {
		for j := range key {
			key[j] = d.key[j] ^ byte(i)
		}
		xor(key, u)
	}
	return u
}

func cryptFilter(dict Value, which string) (method, bool) {
	name := dict.Key(which).Name()
	if name == "" || name == "Identity" {
		return methodNone, true
	}
	switch dict.Key("CF").Key(name).Key("CFM").Name() {
	case "None":
		return methodNone, true
	case "V2":
		return methodRC4, true
	case "AESV2":
		return methodAES128, true
	case "AESV3":
		return methodAES256, true
	}
	return 0, false
}

// openAES256 finds the file key of revisions 5 and 6 for the empty password.
func (d *decrypter) openAES256(dict Value, revision int64, user string) error {
	wrapped := dict.Key("UE").Bytes()
	if len(user) < 48 || len(wrapped) < 32 || revision != 5 && revision != 6 {
		return ErrCipher
	}
	hash := func(salt string) []byte {
		if revision == 5 {
			sum := sha256.Sum256([]byte(salt))
			return sum[:]
		}
		return hardenedHash(salt)
	}
	if !bytes.Equal(hash(user[32:40]), []byte(user[:32])) {
		return ErrPassword
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return ErrCipher
	}
	d.key = []byte(wrapped[:32])
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(d.key, d.key)
	return nil
}

// hardenedHash is algorithm 2.B of ISO 32000-2 for the empty user password.
func hardenedHash(salt string) []byte {
	first := sha256.Sum256([]byte(salt))
	k := first[:]
	for round := 0; ; round++ {
		input := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(input, input)
		sum := 0
		for _, c := range input[:16] {
			sum += int(c)
		}
		switch sum % 3 {
		case 0:
			h := sha256.Sum256(input)
			k = h[:]
		case 1:
			h := sha512.Sum384(input)
			k = h[:]
		default:
			h := sha512.Sum512(input)
			k = h[:]
		}
		if round >= 63 && int(input[len(input)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// decrypt returns the plain bytes of a string or stream of object ref.
func (d *decrypter) decrypt(m method, ref Ref, data []byte) []byte {
	key := d.key
	if m == methodRC4 || m == methodAES128 {
		h := md5.New()
		h.Write(key)
		h.Write([]byte{byte(ref.Number), byte(ref.Number >> 8), byte(ref.Number >> 16), byte(ref.Generation), byte(ref.Generation >> 8)})
		if m == methodAES128 {
			h.Write([]byte("sAlT"))
		}
		key = h.Sum(nil)[:min(len(key)+5, 16)]
	}
	switch m {
	case methodRC4:
		out := make([]byte, len(data))
		if c, err := rc4.NewCipher(key); err == nil {
			c.XORKeyStream(out, data)
		}
		return out
	case methodAES128, methodAES256:
		block, err := aes.NewCipher(key)
		if err != nil || len(data) < 2*aes.BlockSize {
			return nil
		}
		whole := len(data) &^ (aes.BlockSize - 1)
		out := make([]byte, whole-aes.BlockSize)
		cipher.NewCBCDecrypter(block, data[:aes.BlockSize]).CryptBlocks(out, data[aes.BlockSize:whole])
		if pad := int(out[len(out)-1]); pad > 0 && pad <= aes.BlockSize {
			out = out[:len(out)-pad]
		}
		return out
	}
	return data
}
