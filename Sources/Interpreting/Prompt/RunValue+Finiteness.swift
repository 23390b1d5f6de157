import Diagnostics

extension RunValue {
  /// What is to be said of a number that is none, or of a list that has such; `nil` for any other.
  var noteOnFiniteness: Text? {
    switch self {
    case .number(let number) where number.isNaN:
      return Text(
        en: "not a number, as 0 / 0 or the logarithm of a negative one is none",
        pt: "não é um número, como 0 / 0 ou o logaritmo de um negativo")
    case .number(let number) where number.isInfinite:
      return Text(
        en: "infinite: divided by zero, or beyond the largest number, 1.8e308",
        pt: "infinito: dividido por zero, ou além do maior número, 1.8e308")
    case .list:
      let (odd, all) = finiteness
      guard odd > 0 else { return nil }
      let (some, count) = (NumberText.countText(odd), NumberText.countText(all))
      return Text(
        en: "\(some.en) of the \(count.en) numbers \(odd == 1 ? "is" : "are") not finite",
        pt: odd == 1
          ? "1 dos \(count.pt) números não é finito"
          : "\(some.pt) dos \(count.pt) números não são finitos")
    default: return nil
    }
  }

  /// How many numbers in a list, and in the lists in it, are not finite, and how many there are.
  private var finiteness: (odd: Int, all: Int) {
    switch self {
    case .number(let number): (number.isFinite ? 0 : 1, 1)
    case .list(let values):
      values.reduce((odd: 0, all: 0)) { sum, value in
        let own = value.finiteness
        return (sum.odd + own.odd, sum.all + own.all)
      }
    default: (0, 0)
    }
  }
}
