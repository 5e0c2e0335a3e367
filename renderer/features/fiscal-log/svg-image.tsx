import { useEffect, useState } from 'react'

/** A picture that the host drew. As an image it can hold no script and needs no markup of ours. */
export function SvgImage({ svg, label }: { readonly svg: string; readonly label: string }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    setAddress(url)
    return () => URL.revokeObjectURL(url)
  }, [svg])
  return address ? <img src={address} alt={label} /> : null
}
