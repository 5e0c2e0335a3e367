/** A text that a device family brings along, in the two languages of the product. */
export interface Localized {
  readonly ru: string
  readonly en: string
}
