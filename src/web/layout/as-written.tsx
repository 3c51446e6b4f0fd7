/**
 * Text as somebody typed it. Each line has the direction of its own first letter, so that an address or a line in another
 * language does not turn the ones around it; `unicode-bidi: plaintext` alone leaves brackets of later lines turned in Chromium.
 */
export function AsWritten({ text, look = '' }: { text: string; look?: 'letter' | '' }) {
  return (
    <div class={`as-written ${look}`.trim()}>
      {text.split(/\r?\n/).map((line, index) => (
        <span key={index} dir="auto">
          {line === '' ? <br /> : line}
        </span>
      ))}
    </div>
  );
}
