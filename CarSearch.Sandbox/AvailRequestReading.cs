using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CarSearch.Places;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>The reading of one message: every error in it is told at once.</summary>
internal sealed partial class AvailRequestReading(PlaceCatalog catalog, XElement message)
{
    private const int UsualAge = 30;
    private const int YoungestDriver = 18;
    private const int OldestDriver = 99;
    private const int MostDays = 90;

    private readonly List<OtaError> errors = [];

    /// <summary>Reads it.</summary>
    /// <param name="envelope">What it stands in.</param>
    public AvailRequest Read(SoapEnvelope envelope)
    {
        var ask = ReadAsk();
        return new(envelope)
        {
            Errors = errors,
            EchoToken = Attribute(message, "EchoToken"),
            Target = Attribute(message, "Target"),
            Requestor = Requestor(),
            Ask = errors.Count == 0 ? ask : null,
        };
    }

    private SupplierRequest? ReadAsk()
    {
        var askedAt = ReadTimeStamp();
        var rental = First("VehRentalCore");
        var pickUp = ReadPlace(rental, "PickUpLocation", "229", null);
        var dropOff = ReadPlace(rental, "ReturnLocation", "233", pickUp);
        var from = ReadTime(rental, "PickUpDateTime", "578", "136");
        var to = ReadTime(rental, "ReturnDateTime", "579", "135");
        var age = ReadAge();
        var residence = ReadCode("CitizenCountryName", "Code", "181", "country of ISO 3166-1", code => catalog.Countries.FindCountry(code) is not null)
            ?? ReadCode("Source", "ISOCountry", "181", "country of ISO 3166-1", code => catalog.Countries.FindCountry(code) is not null);
        var currency = ReadCode("Source", "ISOCurrency", "61", "currency of ISO 4217", code => catalog.Countries.FindCurrency(code) is not null);
        if (pickUp is null || dropOff is null || from is null || to is null)
        {
            return null;
        }

        var search = new SearchRequest
        {
            PickUp = RentalPoint.Of(pickUp, from.Value),
            DropOff = RentalPoint.Of(dropOff, to.Value),
            Days = Days(pickUp, from.Value, dropOff, to.Value),
            DriverAge = age,
            Residence = residence ?? pickUp.Country,
            Currency = currency ?? catalog.Countries.FindCountry(pickUp.Country)!.Currency,
        };
        return new(Attribute(message, "EchoToken") ?? "", search, askedAt);
    }

    private DateTimeOffset? ReadTimeStamp()
    {
        if (Attribute(message, "TimeStamp") is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var askedAt))
        {
            return askedAt;
        }

        errors.Add(OtaError.Rule("367", $"TimeStamp \"{text}\" is not a time."));
        return null;
    }

    private Place? ReadPlace(XElement? rental, string element, string unknown, Place? usual)
    {
        var code = rental?.Elements().FirstOrDefault(child => child.Name.LocalName == element) is { } location ? Attribute(location, "LocationCode") : null;
        if (code is null)
        {
            // Without a place of return the car comes back to where it was.
            if (element == "PickUpLocation")
            {
                errors.Add(OtaError.Missing("576", "PickUpLocation/@LocationCode is missing."));
            }

            return usual;
        }

        // A name may have three letters too.
        if (catalog.Resolve(code) is PlaceMatch.Found(var place) && place.Code.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return place;
        }

        errors.Add(OtaError.Rule(unknown, $"{element} \"{code}\" is no IATA code known here."));
        return null;
    }

    private DateTime? ReadTime(XElement? rental, string attribute, string missing, string invalid)
    {
        if (rental is null || Attribute(rental, attribute) is not { } text)
        {
            errors.Add(OtaError.Missing(missing, $"VehRentalCore/@{attribute} is missing."));
            return null;
        }

        if (LocalTime().Match(text) is { Success: true } match
            && DateTime.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        errors.Add(OtaError.Rule(invalid, $"{attribute} \"{text}\" is not a time such as 2026-12-04T10:00:00."));
        return null;
    }

    private int ReadAge()
    {
        var text = message.Descendants().Where(element => element.Name.LocalName == "DriverType").Select(driver => Attribute(driver, "Age")).FirstOrDefault(age => age is not null);
        if (text is null)
        {
            return UsualAge;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age is >= YoungestDriver and <= OldestDriver)
        {
            return age;
        }

        errors.Add(OtaError.Rule("320", $"DriverType/@Age \"{text}\" is not {YoungestDriver} to {OldestDriver}."));
        return UsualAge;
    }

    private string? ReadCode(string element, string attribute, string invalid, string what, Func<string, bool> isKnown)
    {
        var text = message.Descendants().Where(child => child.Name.LocalName == element).Select(child => Attribute(child, attribute)).FirstOrDefault(code => code is not null);
        var code = text?.ToUpperInvariant();
        if (code is not null && !isKnown(code))
        {
            errors.Add(OtaError.Rule(invalid, $"{element}/@{attribute} \"{text}\" is no {what}."));
        }

        return code;
    }

    /// <summary>Periods of 24 hours, the last one begun.</summary>
    private int Days(Place pickUp, DateTime from, Place dropOff, DateTime to)
    {
        var length = dropOff.InstantOf(to) - pickUp.InstantOf(from);
        if (length <= TimeSpan.Zero)
        {
            errors.Add(to.Date < from.Date
                ? OtaError.Rule("232", string.Create(CultureInfo.InvariantCulture, $"The return on {to:yyyy-MM-dd} is before the pick-up on {from:yyyy-MM-dd}."))
                : OtaError.Rule("230", string.Create(CultureInfo.InvariantCulture, $"The return at {to:HH:mm} is not after the pick-up at {from:HH:mm}.")));
            return 0;
        }

        var days = (int)Math.Ceiling(length / TimeSpan.FromDays(1));
        if (days > MostDays)
        {
            errors.Add(OtaError.Rule("211", $"The rental would last {days} days; at most {MostDays} are let."));
        }

        return days;
    }

    private string Requestor() => First("RequestorID") is { } id
        ? $"{Attribute(id, "Type") ?? "?"}/{Attribute(id, "ID") ?? "?"} {(string.IsNullOrEmpty(Attribute(id, "MessagePassword")) ? "without a password" : "with a password")}"
        : "nobody";

    private XElement? First(string element) => message.Descendants().FirstOrDefault(child => child.Name.LocalName == element);

    private static string? Attribute(XElement element, string name) => element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    // A time to the minute, then what is not heeded: seconds, and an offset.
    [GeneratedRegex(@"^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalTime();
}
