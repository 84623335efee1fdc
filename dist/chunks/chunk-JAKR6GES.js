// src/github/deploying-refs.ts
async function deployingRefs(client, { name, refs }) {
  if (refs === "any") return { refs: "every branch and tag", open: ["every branch and tag may deploy to it"] };
  if (refs === "protected")
    return await client.hasProtectedBranch() ? { refs: "protected branches", open: [] } : { refs: "protected branches, of which there are none", open: ["only protected branches may deploy to it, but the repository protects none, and then GitHub lets every branch"] };
  let patterns = await client.refPatterns(name), words = patterns.map((pattern) => pattern.type === "tag" ? `tag ${pattern.name}` : pattern.name), open = patterns.filter(({ name: pattern }) => isOpen(pattern)).map((pattern) => `its pattern ${pattern.name} lets a ${pattern.type} of any name deploy to it`);
  return { refs: words.join(", ") || "none", open };
}
function isOpen(pattern) {
  return pattern.replace(/\[[^\]]*\]/g, "").replace(/[*?/+]/g, "") === "";
}

export {
  deployingRefs
};
