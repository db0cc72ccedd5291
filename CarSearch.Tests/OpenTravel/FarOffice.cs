using System.Net;
using System.Text;
using System.Xml.Linq;
using CarSearch.OpenTravel;
using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Transport;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A supplier named Northway whose office a test plays: it answers each request by its pick-up location.</summary>
internal sealed class FarOffice : HttpMessageHandler
{
    private static readonly XNamespace Ota = AvailabilityRequest.Namespace;
    private readonly Dictionary<string, Func<HttpResponseMessage>> answers = [];
    private readonly List<Asked> asked = [];

    /// <summary>What it was asked: where from, where to, and which echo.</summary>
    public IReadOnlyList<Asked> All
    {
        get
        {
            lock (asked)
            {
                return [.. asked.OrderBy(one => one.Echo, StringComparer.Ordinal)];
            }
        }
    }

    public LogLines Log { get; } = new();

    /// <summary>Answers for a location with a message between the tags of an OTA_VehAvailRateRS.</summary>
    public FarOffice For(string location, string content) => For(location, () => new(HttpStatusCode.OK)
    {
        Content = new StringContent($"<OTA_VehAvailRateRS xmlns=\"{Ota}\" Version=\"1.0\">{content}</OTA_VehAvailRateRS>", Encoding.UTF8, "text/xml"),
    });

    /// <summary>Answers for a location.</summary>
    public FarOffice For(string location, Func<HttpResponseMessage> answer)
    {
        answers[location] = answer;
        return this;
    }

    /// <summary>Offers of a direct supplier, each with its reference and total; a total of 0 is one that can't be used.</summary>
    public static string Vehicles(params (string Reference, decimal Total)[] offers) => $"<Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail><VehAvails>{string.Concat(offers.Select(offer =>
        $"""<VehAvail><VehAvailCore Status="Available"><Vehicle Code="CDAR" CodeContext="SIPP"/><TotalCharge RateTotalAmount="{offer.Total}" CurrencyCode="USD"/><Reference Type="16" ID="{offer.Reference}"/></VehAvailCore></VehAvail>"""))}</VehAvails></VehVendorAvail></VehVendorAvails></VehAvailRSCore>";

    /// <summary>Asks the supplier.</summary>
    public async Task<SupplierAnswer> AskAsync(SearchRequest search, Action<OpenTravelOptions>? set = null, CancellationToken cancellationToken = default)
    {
        var options = new OpenTravelOptions { Name = "Northway", Rating = 8.7, Endpoint = new("https://ota.northway.example/avail?tenant=s3cr3t-path"), RequestorId = "CS-4711", Secret = "hunter2" };
        set?.Invoke(options);
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        using var client = new HttpClient(this, disposeHandler: false);
        var time = new ObservedTime();
        using var connection = new SupplierConnection("Northway", TimeSpan.FromSeconds(20), 8, client, time, loggers.CreateLogger<SupplierConnection>());
        var supplier = new OpenTravelSupplier(options, connection, time, loggers.CreateLogger<OpenTravelSupplier>());
        return await supplier.SearchAsync(new("0123456789abcdef", search), cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    /// <summary>A search in New York, whose three airports are asked for.</summary>
    public static SearchRequest NewYork(string dropOff = "NYC", params string[] dropOffAirports)
    {
        var weekend = SampleRequests.Weekend;
        RentalAirport[] airports = [new("JFK", "Kennedy"), new("EWR", "Newark"), new("LGA", "LaGuardia")];
        return weekend with
        {
            PickUp = weekend.PickUp with { Place = "NYC", Name = "New York", Airports = airports },
            DropOff = weekend.DropOff with
            {
                Place = dropOff,
                Name = dropOff,
                Airports = dropOffAirports.Length == 0 ? airports : [.. dropOffAirports.Select(code => new RentalAirport(code, code))],
            },
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var message = XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).Root!;
        var from = Location(message, "PickUpLocation");
        lock (asked)
        {
            asked.Add(new(from, Location(message, "ReturnLocation"), message.Attribute("EchoToken")!.Value));
        }

        return answers[from]();
    }

    private static string Location(XElement message, string name) => message.Descendants(Ota + name).Single().Attribute("LocationCode")!.Value;

    public sealed record Asked(string From, string To, string Echo);
}
