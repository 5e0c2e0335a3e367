/** A picture that the host drew. As an image it can hold no script and needs no markup of ours. */
export function SvgImage({ svg, label }: { readonly svg: string; readonly label: string }) {
  return <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt={label} />
}
