// Package audio owns sound as numbers: mono samples, WAV files, resampling,
// loudness, trimming, changing speed, and the four earcons. It opens no file
// and no device, and the same input always gives the same output.
package audio
