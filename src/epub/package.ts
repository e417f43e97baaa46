/**
 * Our EJS templates for epub-gen-memory. `<%= %>` escapes for XML; `publication` is what src/epub/publication.ts says.
 */

/** One page: the body comes serialised. */
export const pageTemplate = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="<%= page.language %>" xml:lang="<%= page.language %>">
<head>
<meta charset="UTF-8"/>
<title><%= page.title %></title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<%- page.body %>
</html>
`;

/** The package document, EPUB 3.3 chapter 5. */
export const packageTemplate = `<?xml version="1.0" encoding="UTF-8"?>
<% const { language, metadata, pages, pictures, fonts, direction } = publication; -%>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="publication-id" xml:lang="<%= language %>">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="publication-id"><%= metadata.identifier %></dc:identifier>
<% metadata.elements.forEach(({ name, value, refinements }, n) => { -%>
    <<%= name %><% if (refinements.length > 0) { %> id="meta-<%= n + 1 %>"<% } %>><%= value %></<%= name %>>
<% for (const { property, value, scheme } of refinements) { -%>
    <meta refines="#meta-<%= n + 1 %>" property="<%= property %>"<% if (scheme) { %> scheme="<%= scheme %>"<% } %>><%= value %></meta>
<% } }) -%>
<% let counted = 0; const list = (properties, refined) => { for (const { property, value, language, id, refinements = [] } of properties) { -%>
<% const name = id ?? (refinements.length > 0 ? 'refined-' + ++counted : undefined); -%>
    <meta property="<%= property %>"<% if (name) { %> id="<%= name %>"<% } %><% if (refined) { %> refines="#<%= refined %>"<% } %><% if (language) { %> xml:lang="<%= language %>"<% } %>><%= value %></meta>
<% list(refinements, name); } }; list(metadata.properties); -%>
<% for (const { rel, href, mediaType, properties, refines } of metadata.links) { -%>
    <link rel="<%= rel %>" href="<%= href %>"<% if (refines) { %> refines="#<%= refines %>"<% } %><% if (mediaType) { %> media-type="<%= mediaType %>"<% } %><% if (properties) { %> properties="<%= properties %>"<% } %>/>
<% } -%>
<% if (direction === 'rtl') { -%>
    <meta name="primary-writing-mode" content="vertical-rl"/>
<% } -%>
<% if (pictures.some(({ cover }) => cover)) { -%>
    <meta name="cover" content="cover-image"/>
<% } -%>
  </metadata>
  <manifest>
    <item id="nav" href="toc.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
    <item id="css" href="style.css" media-type="text/css"/>
<% pages.forEach(({ file, properties }, n) => { -%>
    <item id="page-<%= n + 1 %>" href="<%= file %>" media-type="application/xhtml+xml"<% if (properties.length > 0) { %> properties="<%= properties.join(' ') %>"<% } %>/>
<% }) -%>
<% pictures.forEach(({ file, mediaType, cover }, n) => { -%>
    <item id="<%= cover ? 'cover-image' : 'picture-' + (n + 1) %>" href="<%= file %>" media-type="<%= mediaType %>"<% if (cover) { %> properties="cover-image"<% } %>/>
<% }) -%>
<% fonts.forEach(({ file }, n) => { -%>
    <item id="font-<%= n + 1 %>" href="<%= file %>" media-type="font/ttf"/>
<% }) -%>
  </manifest>
  <spine toc="ncx" page-progression-direction="<%= direction %>">
<% pages.forEach((page, n) => { if (page.beforeContents) { -%>
    <itemref idref="page-<%= n + 1 %>"/>
<% } }) -%>
    <itemref idref="nav"/>
<% pages.forEach((page, n) => { if (!page.beforeContents) { -%>
    <itemref idref="page-<%= n + 1 %>"/>
<% } }) -%>
  </spine>
</package>
`;

/** The navigation document, EPUB 3.3 chapter 7. */
export const navigationTemplate = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<% const { language, contents, lists, landmarks, pageList, words, shown } = publication; -%>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="<%= language %>" xml:lang="<%= language %>">
<head>
<meta charset="UTF-8"/>
<title><%= contents.title %></title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body epub:type="frontmatter" class="contents">
<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">
<h1 id="toc-title"><%= contents.title %></h1>
<% const list = (entries) => { -%>
<ol>
<% for (const entry of entries) { -%>
<li><a href="<%= entry.href %>"<% if (entry.language !== language) { %> lang="<%= entry.language %>" xml:lang="<%= entry.language %>"<% } %>><%- shown(entry.label) %></a><% if (entry.children.length > 0) { %>
<% list(entry.children); -%>
<% } %></li>
<% } -%>
</ol>
<% }; list(contents.entries); -%>
</nav>
<% for (const { id, type, title, entries } of lists) { const tag = type ? 'nav' : 'section'; -%>
<<%= tag %><% if (type) { %> epub:type="<%= type %>"<% } %> id="<%= id %>" aria-labelledby="<%= id %>-title">
<h1 id="<%= id %>-title"><%= title %></h1>
<% list(entries); -%>
</<%= tag %>>
<% } -%>
<nav epub:type="landmarks" aria-label="<%= words.landmarks %>" hidden="hidden">
<ol>
<% for (const { type, href, label } of landmarks) { -%>
<li><a epub:type="<%= type %>" href="<%= href %>"><%= label %></a></li>
<% } -%>
</ol>
</nav>
<% if (pageList.length > 0) { -%>
<nav epub:type="page-list" role="doc-pagelist" aria-label="<%= words.pageList %>" hidden="hidden">
<ol>
<% for (const { label, href } of pageList) { -%>
<li><a href="<%= href %>"><%= label %></a></li>
<% } -%>
</ol>
</nav>
<% } -%>
</body>
</html>
`;

/** The same contents for readers of EPUB 2. */
export const ncxTemplate = `<?xml version="1.0" encoding="UTF-8"?>
<% const { language, title, metadata, contents, pageList } = publication; -%>
<% const depth = (entries) => entries.length === 0 ? 0 : 1 + Math.max(...entries.map(({ children }) => depth(children))); -%>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="<%= language %>">
  <head>
    <meta name="dtb:uid" content="<%= metadata.identifier %>"/>
    <meta name="dtb:depth" content="<%= depth(contents.entries) %>"/>
    <meta name="dtb:totalPageCount" content="<%= pageList.length %>"/>
    <meta name="dtb:maxPageNumber" content="<%= Math.max(0, ...pageList.map(({ label }) => /^\\d+$/.test(label) ? Number(label) : 0)) %>"/>
  </head>
  <docTitle><text><%= title %></text></docTitle>
  <navMap>
<% let order = 0; const list = (entries) => { for (const { label, href, children } of entries) { order++; -%>
<navPoint id="nav-<%= order %>" playOrder="<%= order %>"><navLabel><text><%= label %></text></navLabel><content src="<%= href %>"/>
<% list(children); -%>
</navPoint>
<% } }; list(contents.entries); -%>
  </navMap>
<% if (pageList.length > 0) { -%>
  <pageList>
<% pageList.forEach(({ label, href }, n) => { order++; -%>
<pageTarget id="page-<%= n + 1 %>" type="<%= /^\\d+$/.test(label) ? 'normal' : 'front' %>"<% if (/^\\d+$/.test(label)) { %> value="<%= label %>"<% } %> playOrder="<%= order %>"><navLabel><text><%= label %></text></navLabel><content src="<%= href %>"/></pageTarget>
<% }) -%>
  </pageList>
<% } -%>
</ncx>
`;
