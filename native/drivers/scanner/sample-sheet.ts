/**
 * Codes of the sample sheet that the checks know to the letter. The marking code is a training one (its check part starts
 * as those of the sandbox do), so it can never be sold.
 */
export const sampleSheet = {
  ean13: '4606203090785',
  /** Two separators, both cases, digits and punctuation. */
  dataMatrix: '010464007801637221AgqLybqxM9MbR\u001D91FFD0\u001D92dGVzdL31KAYL0YT6592MjmW7a2HkF3IY+muf2pVSKdQ=',
  /** Characters that a wrong keyboard layout or a wrong setting changes. */
  letters: 'Stykovka-AZaz09;"&/.,\'<>?:=+_',
} as const
