package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"slices"
)

// decrypter undoes the standard security handler (ISO 32000-1, 7.6 and
// ISO 32000-2, 7.6).
type decrypter struct {
	key     []byte
	strings method
	streams method
	filters map[string]method // crypt filters by name
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

// newDecrypter derives the file key from the encryption dictionary and the
// password, or without one where that is enough. It gives ErrPassword or
// ErrWrongPassword when that does not open the document, and ErrCipher for a
// handler that it does not know.
func newDecrypter(dict Value, id, password string) (*decrypter, error) {
	if dict.Key("Filter").Name() != "Standard" {
		return nil, ErrCipher
	}
	version, revision := dict.Key("V").Int(), dict.Key("R").Int()
	d := &decrypter{plainMeta: dict.Key("EncryptMetadata").Kind() == Bool && !dict.Key("EncryptMetadata").Bool()}
	switch version {
	case 1, 2, 3:
		d.strings, d.streams = methodRC4, methodRC4
	case 4, 5:
		var ok1, ok2 bool
		d.filters = cryptFilters(dict.Key("CF"))
		d.streams, ok1 = d.filter(dict.Key("StmF").Name())
		d.strings, ok2 = d.filter(dict.Key("StrF").Name())
		if !ok1 || !ok2 {
			return nil, ErrCipher
		}
		if d.streams == methodNone && d.strings == methodNone {
			return d, nil // only attachments are encrypted
		}
	default:
		return nil, ErrCipher
	}
	opened, err := false, error(nil)
	switch {
	case version == 5 && (revision == 5 || revision == 6):
		opened, err = d.open256(dict, revision, password)
	case version < 5 && revision >= 2 && revision <= 4:
		opened, err = d.open128(dict, version, revision, id, password)
	default:
		err = ErrCipher
	}
	switch {
	case err != nil:
		return nil, err
	case opened:
		return d, nil
	case password == "":
		return nil, ErrPassword
	}
	return nil, ErrWrongPassword
}

// open128 finds the file key of revisions 2 to 4 (ISO 32000-1, 7.6.3,
// algorithms 2 to 7).
func (d *decrypter) open128(dict Value, version, revision int64, id, password string) (bool, error) {
	owner, user := dict.Key("O").Bytes(), dict.Key("U").Bytes()
	if len(owner) < 32 || len(user) < 16 {
		return false, ErrCipher
	}
	h := handler{revision: revision, id: id, owner: owner[:32], user: user, permissions: uint32(dict.Key("P").Int()), plainMeta: d.plainMeta}
	for _, n := range keyLengths(dict, version) {
		for _, p := range passwords(password, revision) {
			for _, user := range []string{p, h.userPassword(p, n)} {
				if key := h.key(user, n); h.opens(key) {
					d.key = key
					return true, nil
				}
			}
		}
	}
	return false, nil
}

// keyLengths lists the lengths that the file key may have, in bytes, the
// likeliest first. Some writers give /Length in bytes, or one of another
// version; a check tells which key is right.
func keyLengths(dict Value, version int64) []int {
	var lengths []int
	add := func(n int64) {
		if n >= 40 {
			n /= 8
		}
		if n >= 5 && n <= 16 && !slices.Contains(lengths, int(n)) {
			lengths = append(lengths, int(n))
		}
	}
	if version == 1 {
		add(5)
	}
	if version == 4 {
		add(16)
		add(dict.Key("CF").Key(dict.Key("StmF").Name()).Key("Length").Int())
	}
	add(dict.Key("Length").Int())
	add(5)
	add(16)
	return lengths
}

// handler is what the file key of revisions 2 to 4 is made from.
type handler struct {
	revision    int64
	id          string
	owner, user string
	permissions uint32
	plainMeta   bool
}

// key is algorithm 2.
func (h *handler) key(password string, n int) []byte {
	sum := md5.New()
	sum.Write([]byte((password + passwordPad)[:32]))
	sum.Write([]byte(h.owner))
	p := h.permissions
	sum.Write([]byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)})
	sum.Write([]byte(h.id))
	if h.revision >= 4 && h.plainMeta {
		sum.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	return h.stretch(sum.Sum(nil), n)
}

// stretch is the step that algorithms 2 and 3 have in common.
func (h *handler) stretch(key []byte, n int) []byte {
	if h.revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			copy(key, sum[:])
		}
	}
	return key[:n]
}

// opens is algorithm 6: it tells whether a file key is right.
func (h *handler) opens(key []byte) bool {
	if h.revision == 2 {
		u := []byte(passwordPad)
		rc4With(key, 0, u)
		return bytes.HasPrefix([]byte(h.user), u)
	}
	sum := md5.Sum([]byte(passwordPad + h.id))
	u := sum[:]
	for i := range 20 {
		rc4With(key, byte(i), u)
	}
	return bytes.HasPrefix([]byte(h.user), u)
}

// userPassword is algorithm 7: what the user's password must be when this is
// the owner's.
func (h *handler) userPassword(owner string, n int) string {
	sum := md5.Sum([]byte((owner + passwordPad)[:32]))
	key := h.stretch(sum[:], n)
	user := []byte(h.owner)
	if h.revision == 2 {
		rc4With(key, 0, user)
		return string(user)
	}
	for i := range 20 {
		rc4With(key, byte(19-i), user)
	}
	return string(user)
}

// rc4With enciphers data with a key of which all bytes are changed by mask.
func rc4With(key []byte, mask byte, data []byte) {
	masked := make([]byte, len(key))
	for i := range key {
		masked[i] = key[i] ^ mask
	}
	if c, err := rc4.NewCipher(masked); err == nil {
		c.XORKeyStream(data, data)
	}
}

// cryptFilters reads /CF (7.6.5).
func cryptFilters(dict Value) map[string]method {
	filters := map[string]method{}
	for _, name := range dict.Keys() {
		switch dict.Key(name).Key("CFM").Name() {
		case "None", "":
			filters[name] = methodNone
		case "V2":
			filters[name] = methodRC4
		case "AESV2":
			filters[name] = methodAES128
		case "AESV3":
			filters[name] = methodAES256
		}
	}
	return filters
}

func (d *decrypter) filter(name string) (method, bool) {
	if name == "" || name == "Identity" {
		return methodNone, true
	}
	m, ok := d.filters[name]
	return m, ok
}

// method tells how a stream is encrypted: a filter of its own may say so, and
// metadata may be left plain.
func (d *decrypter) method(stream Value) method {
	filter, param := stream.Key("Filter"), stream.Key("DecodeParms")
	if filter.Kind() == Array {
		filter, param = filter.Index(0), param.Index(0)
	}
	if filter.Name() == "Crypt" {
		if m, ok := d.filter(param.Key("Name").Name()); ok {
			return m
		}
	}
	if d.plainMeta && stream.Key("Type").Name() == "Metadata" {
		return methodNone
	}
	return d.streams
}

// open256 finds the file key of revisions 5 and 6 (ISO 32000-2, 7.6.4,
// algorithm 2.A).
func (d *decrypter) open256(dict Value, revision int64, password string) (bool, error) {
	user, owner := dict.Key("U").Bytes(), dict.Key("O").Bytes()
	userKey, ownerKey := dict.Key("UE").Bytes(), dict.Key("OE").Bytes()
	if len(user) < 48 || len(userKey) < 32 {
		return false, ErrCipher
	}
	hash := hardenedHash
	if revision == 5 {
		hash = func(password, salt, user string) []byte {
			sum := sha256.Sum256([]byte(password + salt + user))
			return sum[:]
		}
	}
	try := func(password, entry, wrapped, user string) bool {
		if len(entry) < 48 || len(wrapped) < 32 || !bytes.Equal(hash(password, entry[32:40], user), []byte(entry[:32])) {
			return false
		}
		block, err := aes.NewCipher(hash(password, entry[40:48], user))
		if err != nil {
			return false
		}
		d.key = []byte(wrapped[:32])
		cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(d.key, d.key)
		return true
	}
	for _, p := range passwords(password, revision) {
		if try(p, user, userKey, "") || try(p, owner, ownerKey, user[:48]) {
			return true, nil
		}
	}
	return false, nil
}

// hardenedHash is algorithm 2.B of ISO 32000-2. user is /U when the password is
// the owner's, else empty.
func hardenedHash(password, salt, user string) []byte {
	first := sha256.Sum256([]byte(password + salt + user))
	k := first[:]
	for round := 0; ; round++ {
		input := bytes.Repeat([]byte(password+string(k)+user), 64)
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
