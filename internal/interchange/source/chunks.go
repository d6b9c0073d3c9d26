package source

import "io"

// chunks is a memory buffer that grows without copying its content. A buffer that doubles
// would need three times the memory at its peak.
type chunks struct {
	blocks [][]byte
	size   int64
}

const chunkSize = 1 << 20

func (c *chunks) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		last := len(c.blocks) - 1
		if last < 0 || len(c.blocks[last]) == cap(c.blocks[last]) {
			// The first block is small, because most files are.
			size := chunkSize
			if last < 0 {
				size = min(chunkSize, max(len(p), 4096))
			}
			c.blocks = append(c.blocks, make([]byte, 0, size))
			last++
		}
		b := c.blocks[last]
		k := copy(b[len(b):cap(b)], p)
		c.blocks[last] = b[:len(b)+k]
		p = p[k:]
	}
	c.size += int64(n)
	return n, nil
}

func (c *chunks) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= c.size {
		return 0, io.EOF
	}
	n := 0
	first := int64(len(c.blocks[0]))
	i, at := 0, off
	if off >= first {
		i, at = 1+int((off-first)/chunkSize), (off-first)%chunkSize
	}
	for ; n < len(p) && i < len(c.blocks); i++ {
		n += copy(p[n:], c.blocks[i][at:])
		at = 0
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// WriteTo writes everything to w.
func (c *chunks) WriteTo(w io.Writer) (int64, error) {
	var n int64
	for _, b := range c.blocks {
		k, err := w.Write(b)
		n += int64(k)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
