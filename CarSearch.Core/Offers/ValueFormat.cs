using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>How the value of a query parameter is parsed and formatted.</summary>
/// <param name="allowed">The accepted values, as they are listed in an error.</param>
internal abstract class ValueFormat<T>(string allowed)
    where T : notnull
{
    /// <summary>The accepted values, as they are listed in an error.</summary>
    public string Allowed => allowed;

    /// <summary>Whether several values are accepted.</summary>
    public abstract bool IsList { get; }

    /// <summary>Parses a value, and returns the words that are not valid when there are any.</summary>
    public abstract bool TryParse(IReadOnlyList<string> words, [NotNullWhen(true)] out T? value, out IReadOnlyList<string> invalid);

    /// <summary>Formats a value in its canonical form, escaped for a query string.</summary>
    public abstract string Format(T value);
}

/// <summary>A format of one word.</summary>
internal sealed class SingleFormat<T>(string allowed, SingleFormat<T>.Parser tryParse, Func<T, string> format) : ValueFormat<T>(allowed)
    where T : notnull
{
    /// <summary>Parses a word.</summary>
    public delegate bool Parser(string word, [NotNullWhen(true)] out T? value);

    /// <inheritdoc/>
    public override bool IsList => false;

    /// <inheritdoc/>
    public override bool TryParse(IReadOnlyList<string> words, [NotNullWhen(true)] out T? value, out IReadOnlyList<string> invalid)
    {
        var isParsed = tryParse(words[0], out value);
        invalid = isParsed ? [] : words;
        return isParsed;
    }

    /// <inheritdoc/>
    public override string Format(T value) => format(value);
}

/// <summary>A format of several words, of which each stands for one or more values. The values are sorted, without duplicates.</summary>
internal sealed class ListFormat<T>(string allowed, Func<string, IReadOnlyList<T>?> parse, Func<T, string> format, IComparer<T> comparer)
    : ValueFormat<IReadOnlyList<T>>(allowed)
{
    /// <inheritdoc/>
    public override bool IsList => true;

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> words, [NotNullWhen(true)] out IReadOnlyList<T>? value, out IReadOnlyList<string> invalid)
    {
        var values = new SortedSet<T>(comparer);
        var failed = new List<string>();
        foreach (var word in words)
        {
            if (parse(word) is { } parsed)
            {
                values.UnionWith(parsed);
            }
            else
            {
                failed.Add(word);
            }
        }

        value = [.. values];
        invalid = failed;
        return failed.Count == 0;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<T> value) => string.Join(',', value.Select(format));
}

/// <summary>The formats of query parameters.</summary>
internal static class ValueFormats
{
    private const NumberStyles Fraction = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>A word of an enumeration.</summary>
    public static ValueFormat<T> Word<T>(CarWords.Words<T> words)
        where T : struct, Enum => new SingleFormat<T>(
            string.Join(", ", words.All),
            (string word, out T value) =>
            {
                var found = words.Find(word);
                value = found.GetValueOrDefault();
                return found is not null;
            },
            words.Format);

    /// <summary>Words of an enumeration.</summary>
    /// <param name="words">The words.</param>
    /// <param name="groups">Further words, each for several values.</param>
    public static ValueFormat<IReadOnlyList<T>> Words<T>(CarWords.Words<T> words, params IReadOnlyList<(string Word, T[] Values)> groups)
        where T : struct, Enum => new ListFormat<T>(
            string.Join(", ", [.. groups.Select(group => group.Word), .. words.All]),
            word => words.Find(word) is { } value ? [value]
                : groups.FirstOrDefault(group => group.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Values,
            words.Format,
            Comparer<T>.Default);

    /// <summary>Names, case ignored.</summary>
    public static ValueFormat<IReadOnlyList<string>> Names() =>
        new ListFormat<string>("names", word => [word], Uri.EscapeDataString, StringComparer.OrdinalIgnoreCase);

    /// <summary>A whole number.</summary>
    public static ValueFormat<int> Integer(int min, int max) => new SingleFormat<int>(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
        (string word, out int value) =>
            int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min && value <= max,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number.</summary>
    public static ValueFormat<decimal> Decimal(string allowed, Func<decimal, bool> isAllowed) => new SingleFormat<decimal>(
        allowed,
        (string word, out decimal value) => decimal.TryParse(word, Fraction, CultureInfo.InvariantCulture, out value) && isAllowed(value),
        value => value.ToString("0.############################", CultureInfo.InvariantCulture));
}
