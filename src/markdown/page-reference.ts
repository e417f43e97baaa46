/** `[第?页](#id)`: print fills in the folio for the mark, half or full width. */
export const pageReference = /第\s*[?？]\s*[页頁]/;
