/** Community number from what people paste: `123`, `-123`, `club123`, `https://vk.com/public123`, `vk.com/market-123`. Null when there is none. */
export function parseGroupId(text: string): number | null {
  const match =
    /^(?:https?:\/\/)?(?:(?:m\.)?vk\.(?:com|ru)\/)?(?:club|public|event|market)?-?(\d{1,15})(?:[/?#].*)?$/i.exec(
      text.trim(),
    );
  const id = Number(match?.[1]);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
