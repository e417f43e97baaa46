import com.adobe.epubcheck.tool.EpubChecker;

/** EPUBCheck over many books in one virtual machine, whose start takes longer than a check: `book.epub report.json` in turn. */
public final class CheckBooks {
  public static void main(String[] args) {
    for (int i = 0; i + 1 < args.length; i += 2) {
      new EpubChecker().run(new String[] {args[i], "-u", "--json", args[i + 1]});
    }
  }
}
