// The browser comes from the npm package @sparticuz/chromium, pinned by the lockfile: nothing is downloaded at install.
module.exports = { skipDownload: true };
