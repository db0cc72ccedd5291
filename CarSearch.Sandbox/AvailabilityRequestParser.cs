using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CarSearch.Places;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>Parses one message and collects all errors in it.</summary>
internal sealed partial class AvailabilityRequestParser(PlaceCatalog catalog, XElement message)
{
    private const int DefaultAge = 30;
    private const int MinAge = 18;
    private const int MaxAge = 99;
    private const int MaxDays = 90;

    private readonly List<OtaError> errors = [];

    public AvailabilityRequest Parse(SoapEnvelope envelope)
    {
        var request = ParseRequest();
        return new(envelope)
        {
            Errors = errors,
            EchoToken = Attribute(message, "EchoToken"),
            Target = Attribute(message, "Target"),
            Requestor = FormatRequestor(),
            Request = errors.Count == 0 ? request : null,
        };
    }

    private SupplierRequest? ParseRequest()
    {
        var requestedAt = ParseTimeStamp();
        var rental = First("VehRentalCore");
        var pickUp = ParsePlace(rental, "PickUpLocation", "229", null);
        var dropOff = ParsePlace(rental, "ReturnLocation", "233", pickUp);
        var from = ParseTime(rental, "PickUpDateTime", "578", "136");
        var to = ParseTime(rental, "ReturnDateTime", "579", "135");
        var age = ParseAge();
        var residence = ParseCountry("CitizenCountryName", "Code") ?? ParseCountry("Source", "ISOCountry");
        var currency = ParseCode(
            "Source", "ISOCurrency", "61", "currency of ISO 4217", code => catalog.Countries.FindCurrency(code) is not null);
        if (pickUp is null || dropOff is null || from is null || to is null)
        {
            return null;
        }

        var search = new SearchRequest
        {
            PickUp = RentalPoint.Create(pickUp, from.Value),
            DropOff = RentalPoint.Create(dropOff, to.Value),
            Days = CountDays(pickUp, from.Value, dropOff, to.Value),
            DriverAge = age,
            Residence = residence ?? pickUp.Country,
            Currency = currency ?? catalog.Countries.FindCountry(pickUp.Country)!.Currency,
        };
        return new(Attribute(message, "EchoToken") ?? "", search, requestedAt);
    }

    private DateTimeOffset? ParseTimeStamp()
    {
        if (Attribute(message, "TimeStamp") is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var requestedAt))
        {
            return requestedAt;
        }

        errors.Add(OtaError.Rule("367", $"TimeStamp \"{text}\" is not a time."));
        return null;
    }

    private Place? ParsePlace(XElement? rental, string element, string errorCode, Place? defaultPlace)
    {
        var location = rental?.Elements().FirstOrDefault(child => child.Name.LocalName == element);
        if (Attribute(location, "LocationCode") is not { } code)
        {
            // The return location is optional.
            if (element == "PickUpLocation")
            {
                errors.Add(OtaError.Missing("576", "PickUpLocation/@LocationCode is missing."));
            }

            return defaultPlace;
        }

        // Three letters in upper case are a code. Resolve also finds names.
        var upper = code.Trim().ToUpperInvariant();
        if (catalog.Resolve(upper) is PlaceMatch.Found(var place) && place.Code == upper)
        {
            return place;
        }

        errors.Add(OtaError.Rule(errorCode, $"{element} \"{code}\" is not a known IATA code."));
        return null;
    }

    private DateTime? ParseTime(XElement? rental, string attribute, string missingCode, string invalidCode)
    {
        if (Attribute(rental, attribute) is not { } text)
        {
            errors.Add(OtaError.Missing(missingCode, $"VehRentalCore/@{attribute} is missing."));
            return null;
        }

        if (LocalTime().Match(text) is { Success: true } match
            && DateTime.TryParseExact(
                match.Groups[1].Value, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        errors.Add(OtaError.Rule(invalidCode, $"{attribute} \"{text}\" is not a time such as 2026-12-04T10:00:00."));
        return null;
    }

    private int ParseAge()
    {
        var text = FirstValue("DriverType", "Age");
        if (text is null)
        {
            return DefaultAge;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age is >= MinAge and <= MaxAge)
        {
            return age;
        }

        errors.Add(OtaError.Rule("320", $"DriverType/@Age \"{text}\" is not in the range {MinAge} to {MaxAge}."));
        return DefaultAge;
    }

    private string? ParseCountry(string element, string attribute) =>
        ParseCode(element, attribute, "181", "country of ISO 3166-1", code => catalog.Countries.FindCountry(code) is not null);

    private string? ParseCode(string element, string attribute, string errorCode, string kind, Func<string, bool> isKnown)
    {
        var text = FirstValue(element, attribute);
        var code = text?.ToUpperInvariant();
        if (code is not null && !isKnown(code))
        {
            errors.Add(OtaError.Rule(errorCode, $"{element}/@{attribute} \"{text}\" is not a {kind}."));
        }

        return code;
    }

    /// <summary>Counts the periods of 24 hours, rounded up.</summary>
    private int CountDays(Place pickUp, DateTime from, Place dropOff, DateTime to)
    {
        var length = dropOff.ToInstant(to) - pickUp.ToInstant(from);
        if (length <= TimeSpan.Zero)
        {
            errors.Add(to.Date < from.Date
                ? OtaError.Rule(
                    "232", FormattableString.Invariant($"The return on {to:yyyy-MM-dd} is before the pick-up on {from:yyyy-MM-dd}."))
                : OtaError.Rule("230", FormattableString.Invariant($"The return at {to:HH:mm} is not after the pick-up at {from:HH:mm}.")));
            return 0;
        }

        var days = (int)Math.Ceiling(length / TimeSpan.FromDays(1));
        if (days > MaxDays)
        {
            errors.Add(OtaError.Rule("211", $"The rental has {days} days; the maximum is {MaxDays}."));
        }

        return days;
    }

    private string FormatRequestor()
    {
        if (First("RequestorID") is not { } id)
        {
            return AvailabilityRequest.Anonymous;
        }

        var password = string.IsNullOrEmpty(Attribute(id, "MessagePassword")) ? "without" : "with";
        return $"{Attribute(id, "Type") ?? "?"}/{Attribute(id, "ID") ?? "?"} {password} a password";
    }

    private string? FirstValue(string element, string attribute) => message.Descendants()
        .Where(child => child.Name.LocalName == element)
        .Select(child => Attribute(child, attribute))
        .FirstOrDefault(value => value is not null);

    private XElement? First(string element) => message.Descendants().FirstOrDefault(child => child.Name.LocalName == element);

    private static string? Attribute(XElement? element, string name) =>
        element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    // A time to the minute. Seconds and an offset are ignored.
    [GeneratedRegex(@"^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalTime();
}
