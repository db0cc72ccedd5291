using System.Globalization;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>How the value of a query parameter is parsed and formatted.</summary>
/// <param name="Allowed">The accepted values, as they are listed in an error.</param>
/// <param name="ParseWord">Parses a word. Returns null if it is not valid.</param>
/// <param name="ToText">Formats a value in its canonical form, escaped for a query string.</param>
internal sealed record ValueFormat(string Allowed, Func<string, object?> ParseWord, Func<object, string> ToText)
{
    private const NumberStyles Fraction = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    private Func<IEnumerable<object?>, object>? Combine { get; init; }

    /// <summary>Whether several words are accepted, repeated or separated by commas.</summary>
    public bool IsList => Combine is not null;

    /// <summary>Parses a value. Returns null and the words that are not valid if there are any.</summary>
    public object? Parse(IReadOnlyList<string> words, out IReadOnlyList<string> invalid)
    {
        var parsed = words.Select(ParseWord).ToArray();
        invalid = [.. words.Where((_, i) => parsed[i] is null)];
        return invalid.Count > 0 ? null : Combine is null ? parsed[0] : Combine(parsed);
    }

    /// <summary>A word of an enumeration.</summary>
    public static ValueFormat Word<T>(CarWords.Words<T> words)
        where T : struct, Enum => new(string.Join(", ", words.All), word => words.Find(word), value => words.Format((T)value));

    /// <summary>A word of an enumeration that has words in queries only.</summary>
    public static ValueFormat Word<T>()
        where T : struct, Enum => Word(new CarWords.Words<T>());

    /// <summary>Words of an enumeration.</summary>
    /// <param name="words">The words.</param>
    /// <param name="unnamed">A value that has no word in a query.</param>
    /// <param name="groups">Further words, each for several values.</param>
    public static ValueFormat Words<T>(
        CarWords.Words<T> words, T? unnamed = null, params IReadOnlyList<(string Word, T[] Values)> groups)
        where T : struct, Enum => List(
            string.Join(
                ", ", groups.Select(group => group.Word).Concat(words.All.Where(word => !Nullable.Equals(words.Find(word), unnamed)))),
            word => words.Find(word) is { } value && !Nullable.Equals(value, unnamed) ? [value]
                : groups.FirstOrDefault(group => group.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Values,
            words.Format,
            Comparer<T>.Default);

    public static ValueFormat Boolean() => new(
        "true, false", word => bool.TryParse(word, out var value) ? value : null, value => (bool)value ? "true" : "false");

    /// <summary>Names, case ignored.</summary>
    public static ValueFormat Names() => List<string>("names", word => [word], Uri.EscapeDataString, StringComparer.OrdinalIgnoreCase);

    public static ValueFormat Integer(int min, int max) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
        word => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max ? number : null,
        value => ((int)value).ToString(CultureInfo.InvariantCulture));

    public static ValueFormat Decimal(string allowed, Func<decimal, bool> isAllowed) => new(
        allowed,
        word => decimal.TryParse(word, Fraction, CultureInfo.InvariantCulture, out var number) && isAllowed(number) ? number : null,
        value => ((decimal)value).ToString("0.############################", CultureInfo.InvariantCulture));

    /// <summary>Several words, of which each stands for one or more values. The values are sorted, without duplicates.</summary>
    private static ValueFormat List<T>(string allowed, Func<string, T[]?> parse, Func<T, string> format, IComparer<T> comparer) =>
        new(allowed, parse, value => string.Join(',', ((IReadOnlyList<T>)value).Select(format)))
        {
            Combine = parts => (IReadOnlyList<T>)[.. new SortedSet<T>(parts.Cast<T[]>().SelectMany(part => part), comparer)],
        };
}
