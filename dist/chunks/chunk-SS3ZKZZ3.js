// src/keys/age/damage.ts
var KNOWN_BEGINNING = /^(?:-----BEGIN AGE |AGE-SECRET-KEY-|age-encryption\.org\/|\x1f\x8b)/i, STORE_FILE = "Store the file as it is: gh secret set <name> < <file>.", AS_BINARY = "Copy it as a binary file (git: `-text`, FTP: binary), or encrypt it armored (age -a), which is text.";
function textDamage(text) {
  let trimmed = text.trim();
  if (/^(["'`])[\s\S]*\1$/.test(trimmed))
    return { says: "stands in quotes", next: "Leave the quotes out: they became part of the secret." };
  let named = /^(?:export\s+)?[A-Za-z_][A-Za-z0-9_-]{0,80}\s*[:=]\s*[|>"']?[-+]?\s*/.exec(trimmed)?.[0];
  if (named && beginsAsKnown(trimmed.slice(named.length)))
    return { says: "begins with a name, like a line of a .env or YAML file", next: "Give the value alone." };
  if (/\\r?\\?n/.test(trimmed))
    return { says: "has the two characters \\n where its lines should end", next: STORE_FILE };
  if (/(?:^|\s)#/.test(trimmed))
    return { says: "has a comment beside the secret", next: "Leave out everything from the # on." };
  let compact = trimmed.replace(/\s+/g, "");
  return /[-_]/.test(compact) && /^[A-Za-z0-9_-]+={0,2}$/.test(compact) && holdsKnown(Buffer.from(compact, "base64url")) ? {
    says: "is base64 in its URL form, with - and _ in place of + and /",
    next: "Encode it again in the usual form: base64 -w0 <file>."
  } : null;
}
function bytesDamage(bytes) {
  let [first, second] = bytes;
  if (first === 255 && second === 254 || first === 254 && second === 255)
    return {
      says: "is text in UTF-16, as > of Windows PowerShell writes it",
      next: "Save it as UTF-8: in PowerShell `| Out-File -Encoding ascii`."
    };
  let start = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  return start.startsWith("ï¿½") || start.startsWith("Â") ? { says: "is a binary file that was read as text, so bytes of it are lost", next: AS_BINARY } : null;
}
function fileDamage(bytes) {
  return isCrlfThroughout(bytes) ? { says: "was copied as text: its line ends became CR LF, which damages a binary file", next: AS_BINARY } : countReplaced(bytes) > 3 ? { says: "was read as text: bytes of it were replaced, which damages a binary file", next: AS_BINARY } : null;
}
function beginsAsKnown(text) {
  return KNOWN_BEGINNING.test(text) || holdsKnown(Buffer.from(text, "base64"));
}
function holdsKnown(bytes) {
  return KNOWN_BEGINNING.test(bytes.subarray(0, 64).toString("latin1"));
}
function isCrlfThroughout(bytes) {
  let ends = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at - 1] !== 13) return !1;
    ends++;
  }
  return ends > 3;
}
function countReplaced(bytes) {
  return Buffer.from(bytes).toString("latin1").split("ï¿½").length - 1;
}

export {
  textDamage,
  bytesDamage,
  fileDamage
};
