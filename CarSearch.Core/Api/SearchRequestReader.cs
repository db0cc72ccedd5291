using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CarSearch.Places;
using CarSearch.Rentals;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>
/// Reads, validates and normalizes the body of one POST /api/searches. All errors are reported together, each under its property.
/// </summary>
internal sealed class SearchRequestReader(PlaceCatalog catalog, TimeProvider time)
{
    private const int MaxDays = 90;
    private const int MaxDaysAhead = 330;
    private const int MinAge = 18;
    private const int MaxAge = 99;
    private const int DefaultAge = 30;

    private const string AllowedCountries = "a country of ISO 3166-1 alpha-2, such as US";
    private const string AllowedCurrencies = "a currency of ISO 4217, such as USD";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    private readonly Errors errors = new();
    private readonly ImmutableSortedDictionary<string, IReadOnlyList<Place>>.Builder candidates =
        ImmutableSortedDictionary.CreateBuilder<string, IReadOnlyList<Place>>(StringComparer.Ordinal);

    /// <summary>
    /// Reads a search. Returns null and a problem if it can never be valid. A search whose pick-up time is not valid now is returned with a
    /// problem, because it may be the repetition of an accepted one.
    /// </summary>
    public SearchRequest? Read(ReadOnlyMemory<byte> json, out Problem? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, out problem);
        }
        catch (JsonException exception)
        {
            problem = Problem.InvalidJson(string.Create(
                CultureInfo.InvariantCulture,
                $"Not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: ")
                + "it is malformed or nested too deeply.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // Thrown where a name is decoded.
            problem = Problem.InvalidJson("Not valid JSON: the name of a property is not Unicode text.");
            return null;
        }
    }

    private SearchRequest? Read(JsonElement root, out Problem? problem)
    {
        JsonObjectReader.CheckDuplicates(root, "", errors);
        var request = ReadSearch(root);
        problem = errors.Count == 0 ? null : new(
            StatusCodes.Status400BadRequest, "InvalidSearch", "The search is not valid. Errors are listed by property.")
        {
            Errors = errors.ToImmutable(),
            Candidates = candidates.Count > 0 ? candidates.ToImmutable() : null,
        };
        return request;
    }

    private SearchRequest? ReadSearch(JsonElement root)
    {
        var search = new JsonObjectReader(root, "", errors, "pickUp", "dropOff", "driverAge", "residence", "currency");
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var (pickUp, pickUpAt) = ReadPoint(search, "pickUp", null);
        var (dropOff, dropOffAt) = ReadPoint(search, "dropOff", pickUp);
        var (pickUpPlace, dropOffPlace) = (pickUp?.Place, dropOff?.Place);
        var age = search.GetInt32("driverAge", MinAge, MaxAge, "an age in whole years") ?? DefaultAge;
        var residence = ReadCode(search, "residence", AllowedCountries, code => catalog.Countries.FindCountry(code) is not null)
            ?? pickUpPlace?.Country;
        var currency = ReadCode(search, "currency", AllowedCurrencies, code => catalog.Countries.FindCurrency(code) is not null)
            ?? (pickUpPlace is null ? null : catalog.Countries.FindCountry(pickUpPlace.Country)!.Currency);
        var start = ToInstant(pickUpPlace, pickUpAt, "pickUp.at");
        var end = ToInstant(dropOffPlace, dropOffAt, "dropOff.at");
        var days = start is not null && end is not null ? CountDays(start.Value, end.Value, pickUpAt!.Value, dropOffAt!.Value) : null;
        var isValid = days is not null && errors.Count == 0;
        if (start is { } instant)
        {
            CheckStart(pickUpPlace!, pickUpAt!.Value, instant);
        }

        // The clock has no part in the normalized search, whose digest identifies repetitions.
        return !isValid ? null : new()
        {
            PickUp = RentalPoint.Create(pickUpPlace!, pickUpAt!.Value) with { Near = pickUp!.Near },
            DropOff = RentalPoint.Create(dropOffPlace!, dropOffAt!.Value) with { Near = dropOff!.Near },
            Days = days!.Value,
            DriverAge = age,
            Residence = residence!,
            Currency = currency!,
        };
    }

    private (RequestedPlace? Place, DateTime? At) ReadPoint(JsonObjectReader search, string name, RequestedPlace? defaultPlace)
    {
        if (search.Get(name) is not { } element)
        {
            if (!errors.ContainsKey(name))
            {
                var optional = defaultPlace is null ? "" : " (optional)";
                errors.Add(name, $"Missing. Allowed: {{ \"place\": …{optional}, \"at\": \"2026-12-04T10:00\" }}.");
            }

            return default;
        }

        var point = new JsonObjectReader(element, name, errors, "place", "near", "at");
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return default;
        }

        var at = LocalTime.Read(point, name, errors);
        return (ReadPlace(point, name, at, defaultPlace, isRequired: name == "pickUp"), at);
    }

    private RequestedPlace? ReadPlace(JsonObjectReader point, string name, DateTime? at, RequestedPlace? defaultPlace, bool isRequired)
    {
        var path = $"{name}.place";
        var text = point.GetString("place", PlaceErrors.Allowed);
        if (point.Get("near") is { } near)
        {
            if (text is not null || errors.ContainsKey(path))
            {
                errors.Add($"{name}.near", "There is a place, too. Allowed: one of both.");
            }

            return NearReader.Read(near, $"{name}.near", at, catalog, errors);
        }

        if (text is not null)
        {
            return Resolve(path, text) is { } place ? new(place) : null;
        }

        if (isRequired && !errors.ContainsKey(path))
        {
            errors.Add(path, $"Missing. Allowed: {PlaceErrors.Allowed}.");
        }

        return defaultPlace;
    }

    private Place? Resolve(string path, string text)
    {
        var match = catalog.Resolve(text);
        if (match is PlaceMatch.Found(var place))
        {
            return place;
        }

        if (match.Alternatives is { Count: > 0 } places)
        {
            candidates[path] = places;
        }

        errors.Add(path, PlaceErrors.Describe(text, match));
        return null;
    }

    private string? ReadCode(JsonObjectReader search, string name, string allowed, Func<string, bool> isKnown)
    {
        if (search.GetString(name, allowed) is not { } text)
        {
            return null;
        }

        var code = text.ToUpperInvariant();
        if (isKnown(code))
        {
            return code;
        }

        errors.Add(name, Errors.Invalid(text, allowed));
        return null;
    }

    private DateTimeOffset? ToInstant(Place? place, DateTime? at, string property) =>
        place is not null && at is { } local ? LocalTime.ToInstant(place, local, property, errors) : null;

    /// <summary>Checks that the pick-up time is neither past nor too far ahead.</summary>
    private void CheckStart(Place place, DateTime at, DateTimeOffset start)
    {
        var now = time.GetUtcNow();
        if (start < now)
        {
            var local = TimeZoneInfo.ConvertTime(now, LocalTime.GetZone(place)).DateTime;
            errors.Add("pickUp.at", $"{LocalTime.Format(at)} is in the past. The local time at {place.Name} is {LocalTime.Format(local)}.");
        }
        else if (start > now.AddDays(MaxDaysAhead))
        {
            errors.Add("pickUp.at", $"{LocalTime.Format(at)} is too far ahead. Allowed: a time within {MaxDaysAhead} days from now.");
        }
    }

    /// <summary>Counts rental days: elapsed periods of 24 hours, rounded up.</summary>
    private int? CountDays(DateTimeOffset start, DateTimeOffset end, DateTime from, DateTime to)
    {
        if (end <= start)
        {
            errors.Add(
                "dropOff.at", $"{LocalTime.Format(to)} is not after the pick-up at {LocalTime.Format(from)}. Allowed: a later time.");
            return null;
        }

        var days = (int)Math.Ceiling((end - start) / TimeSpan.FromDays(1));
        if (days > MaxDays)
        {
            errors.Add("dropOff.at", $"The rental lasts {days} days. Allowed: at most {MaxDays}.");
        }

        return days;
    }
}
