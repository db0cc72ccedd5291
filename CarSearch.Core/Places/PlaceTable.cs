using System.Globalization;

namespace CarSearch.Places;

/// <summary>The table of places in the resources of the assembly.</summary>
/// <param name="Airports">All airports, ordered by code.</param>
/// <param name="Entries">All cities and airports, largest first.</param>
internal sealed record PlaceTable(Airport[] Airports, PlaceEntry[] Entries)
{
    public static PlaceTable Load()
    {
        var rows = new Dictionary<string, AirportRow>(4500, StringComparer.Ordinal);
        var shared = new Dictionary<string, string>(400, StringComparer.Ordinal);
        var states = new Dictionary<(string Country, string Code), string>(110);
        TableReader.Read("regions.tsv", 3, (line, cells) =>
            states.Add((line[cells[0]].ToString(), line[cells[1]].ToString()), line[cells[2]].ToString()));
        TableReader.Read("airports.tsv", 10, (line, cells) =>
        {
            var row = new AirportRow(
                rows.Count,
                line[cells[0]].ToString(),
                line[cells[1]].ToString(),
                GetShared(shared, line[cells[3]]),
                GetShared(shared, line[cells[4]]),
                GetShared(shared, line[cells[5]]),
                line[cells[6]][0] switch { 'L' => AirportSize.Large, 'M' => AirportSize.Medium, _ => AirportSize.Small },
                new Coordinates(ParseDegrees(line[cells[7]]), ParseDegrees(line[cells[8]])),
                line[cells[9]].ToString());
            rows.Add(row.Code, row);
        });

        var airports = new Airport[rows.Count];
        var entries = new List<PlaceEntry>(rows.Count * 2);
        var keys = new List<long>(rows.Count * 2);
        TableReader.Read("cities.tsv", 7, (line, cells) =>
        {
            var code = line[cells[0]].ToString();
            var name = line[cells[1]].ToString();
            var population = line[cells[5]].IsEmpty ? 0 : int.Parse(line[cells[5]], CultureInfo.InvariantCulture);
            var members = line[cells[4]];
            var city = new List<Airport>(2);
            for (var start = 0; start < members.Length; start += 4)
            {
                var row = rows[members.Slice(start, 3).ToString()];
                var airport = new Airport(row.Code, row.Name, name, code, row.Country, row.Zone, row.Size, row.Location);
                city.Add(airport);
                airports[row.Number] = airport;
                var place = new Place(row.Code, row.Name, name, row.Country, PlaceKind.Airport, row.Zone, [airport])
                {
                    State = states.GetValueOrDefault((row.Country, row.Region)),
                };
                Add(new PlaceEntry(place, row.Region, row.Aliases), population, city.Count);
            }

            var (country, region) = (line[cells[2]].ToString(), line[cells[3]].ToString());
            var cityPlace = new Place(code, name, name, country, PlaceKind.City, city[0].TimeZone, [.. city])
            {
                State = states.GetValueOrDefault((country, region)),
            };
            Add(new PlaceEntry(cityPlace, region, line[cells[6]].ToString()), population, 0);
        });

        keys.Sort();
        var sorted = new PlaceEntry[entries.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = entries[(int)(keys[i] & 0xFFFFFF)];
            sorted[i].Rank = i;
        }

        return new PlaceTable(airports, sorted);

        // The sort key: class, population, position (a city before its airports), index of the entry. The table is in the order of codes.
        void Add(PlaceEntry entry, int populationInThousands, int position)
        {
            var (size, population) = ((long)(AirportSize.Large - entry.Size), (long)(0xFFFFFF - populationInThousands));
            keys.Add((size << 56) | (population << 32) | ((long)position << 24) | (long)entries.Count);
            entries.Add(entry);
        }
    }

    private static double ParseDegrees(ReadOnlySpan<char> cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string GetShared(Dictionary<string, string> pool, ReadOnlySpan<char> text)
    {
        var lookup = pool.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out var pooled))
        {
            pooled = text.ToString();
            pool.Add(pooled, pooled);
        }

        return pooled;
    }

    private sealed record AirportRow(
        int Number, string Code, string Name, string Country, string Region, string Zone, AirportSize Size, Coordinates Location,
        string Aliases);
}
