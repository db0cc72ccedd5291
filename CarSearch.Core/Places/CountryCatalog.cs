namespace CarSearch.Places;

/// <summary>The world's countries and their currencies. Immutable.</summary>
public sealed class CountryCatalog
{
    private readonly Dictionary<string, Country> countries = new(260, StringComparer.Ordinal);
    private readonly Dictionary<string, Currency> currencies = new(160, StringComparer.Ordinal);
    private readonly Dictionary<string, Country> names = new(600, StringComparer.Ordinal);

    private CountryCatalog()
    {
    }

    /// <summary>All countries, in no particular order.</summary>
    public IReadOnlyCollection<Country> Countries => countries.Values;

    /// <summary>All currencies, in no particular order.</summary>
    public IReadOnlyCollection<Currency> Currencies => currencies.Values;

    /// <summary>Reads the catalog that the assembly carries.</summary>
    /// <returns>The catalog.</returns>
    public static CountryCatalog Load()
    {
        var catalog = new CountryCatalog();
        TableReader.Read("currencies.tsv", 3, (line, cells) =>
        {
            var currency = new Currency(line[cells[0]].ToString(), line[cells[1]].ToString(), line[cells[2]][0] - '0');
            catalog.currencies.Add(currency.Code, currency);
        });
        TableReader.Read("countries.tsv", 4, (line, cells) =>
        {
            var code = line[cells[2]].ToString();
            var country = new Country(line[cells[0]].ToString(), line[cells[1]].ToString(), catalog.currencies[code].Code);
            catalog.countries.Add(country.Code, country);
            catalog.names.TryAdd(TextFold.Fold(country.Name), country);
            foreach (var alias in TableReader.List(line[cells[3]]))
            {
                catalog.names.TryAdd(TextFold.Fold(alias), country);
            }
        });
        return catalog;
    }

    /// <summary>The country of a code.</summary>
    /// <param name="code">ISO 3166-1 alpha-2, in upper case.</param>
    /// <returns>The country, or null when the code is none.</returns>
    public Country? FindCountry(string code) => countries.GetValueOrDefault(code);

    /// <summary>The currency of a code.</summary>
    /// <param name="code">ISO 4217, in upper case.</param>
    /// <returns>The currency, or null when the code is none, or none in circulation.</returns>
    public Currency? FindCurrency(string code) => currencies.GetValueOrDefault(code);

    /// <summary>The country that a folded text means: its code, its name or another name of it.</summary>
    internal Country? FindByFoldedText(ReadOnlySpan<char> folded)
    {
        if (folded.Length == 2)
        {
            Span<char> code = [char.ToUpperInvariant(folded[0]), char.ToUpperInvariant(folded[1])];
            if (countries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var coded))
            {
                return coded;
            }
        }

        return names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var named) ? named : null;
    }
}
