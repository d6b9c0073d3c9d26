// Package audio owns digital sound: mono samples, WAV files, resampling, loudness,
// trimming, changes of speed and pitch, and the four earcons. It opens no files and no
// devices, and the same input always gives the same output.
package audio
