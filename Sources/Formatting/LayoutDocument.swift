/// A script cut into texts and the places where a line may end, in order.
///
/// Groups nest; each is printed on one line where it fits, else all breaks that stand directly in
/// it end a line. So a document is as long as its script, and printing it takes one pass.
struct LayoutDocument {
  /// Where a break stands in its group.
  enum Place {
    /// Behind the opening bracket, and between elements.
    case inside
    /// Between elements of a group that fills its lines.
    case filled
    /// Before the closing bracket, which stands as far left as the line of the opening one.
    case closing
  }

  /// What a group does with its lines.
  enum Group {
    /// Its lines are indented by one step more than the line where it begins.
    case nested
    /// Statements between braces, indented likewise.
    case block
    /// Its lines are as far left as the line where it begins.
    case flush
    /// A value behind `=`: it may go to a line of its own. One that ends with a bracket may also
    /// stay, and be broken in the bracket.
    case value(mayStay: Bool)
  }

  enum Item {
    /// Bytes of the source.
    case source(Range<Int>)
    case space
    /// A comma that is written only where the group around it is broken.
    case commaIfBroken
    case comma
    /// A place where a line may end; unbroken it is a space or nothing. `keepsBlank` says that the
    /// author left an empty line there, which stays if the line ends.
    case lineBreak(Place, isSpace: Bool, keepsBlank: Bool)
    /// The end of a line in any case.
    case newline(isBlank: Bool, isClosing: Bool)
    /// A comment behind what the line holds already.
    case trailingComment(Range<Int>)
    /// A comment on a line of its own.
    case comment(Range<Int>, isBlank: Bool)
    case begin(Group)
    case end
  }

  var items: [Item] = []

  mutating func append(_ item: Item) { items.append(item) }
}
