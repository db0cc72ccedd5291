using System.Globalization;
using CarSearch.Samples.NSwag;

// The address is the first argument, that of a host on this machine by default. A key is in the environment.
using var http = new HttpClient { BaseAddress = new Uri(args is [var address] ? address : "http://localhost:7071") };
if (Environment.GetEnvironmentVariable("CARSEARCH_KEY") is { Length: > 0 } key)
{
    http.DefaultRequestHeaders.Add("x-functions-key", key);
}

var client = new CarSearchClient(http);

// Start a search.
var question = new SearchQuestion
{
    PickUp = new() { Place = "New York", At = InDays(30) },
    DropOff = new() { Place = "JFK", At = InDays(32) },
};
var token = (await client.StartSearchAsync(question)).Token;

// Poll until it has ended. The response comes at the end, or after two seconds with the offers so far.
var search = await client.GetSearchAsync(token, limit: 1);
while (search.Status is SearchStatus.NotStarted or SearchStatus.Running)
{
    var running = search.Suppliers.Count(supplier => supplier.Status is SupplierProgressStatus.Running);
    Console.WriteLine($"{search.Status}: {search.Total} offers, waiting for {running} of {search.Suppliers.Count} suppliers");
    search = await client.GetSearchAsync(token, limit: 1, wait: 2);
}

Console.WriteLine($"{search.Status}: {search.Total} offers for {search.Request?.Days} days, until {search.ExpiresAt:u}");
Check(search.Status is SearchStatus.Succeeded && search.Error is null, "The search succeeds.");
Check(search.CompletedAt >= search.RequestedAt && search.ExpiresAt > search.CompletedAt, "The times are in order.");

// Choose a value of a facet as a filter.
var facet = search.Facets.Size.First(one => one.Value is Size.Compact);
var compact = await client.GetSearchAsync(token, size: [SizeFilter.Compact], sort: Sort.Price);
Check(compact.Matched == facet.Count, "A facet counts the matches of its value.");
Check(compact.Offers.All(offer => offer.Size is Size.Compact), "Every offer matches the filter.");
Check(compact.Offers.First().Price.Total == facet.From, "A facet has the lowest price.");

// Compare with larger cars, on all pages.
var offers = new List<Offer>();
do
{
    search = await client.GetSearchAsync(
        token, size: [SizeFilter.Compact], upgrade: Size.FullSize, rating: 7, limit: 100, skip: offers.Count);
    offers.AddRange(search.Offers);
}
while (search.Links.Next is not null);

var upgrade = offers.Where(offer => offer.UpgradeFor is not null).MinBy(offer => offer.UpgradeFor)!;
Check(offers.Count == search.Matched && offers.All(offer => offer.SupplierRating >= 7), "The pages have every match.");
Check(offers.Any(offer => offer.Mileage is { Unlimited: true, Included: null, Unit: null }), "There are unlimited distances.");
Check(offers.Any(offer => offer.Mileage is { Unlimited: false, Included: > 0, Unit: not null }), "There are limited distances.");
Show(compact.Offers.First());
Show(upgrade);

// Errors are typed.
question.DriverAge = 12;
var invalid = await Refused(client.StartSearchAsync(question));
Check(invalid is { Status: 400, Code: ProblemCode.InvalidSearch } && invalid.Errors!["driverAge"].Count == 1, "An age of 12 is an error.");

// Delete the search.
await client.DeleteSearchAsync(token);
var gone = await Refused(client.GetSearchAsync(token));
Check(gone is { Status: 404, Code: ProblemCode.NotFound }, "A deleted search is not found.");

static string InDays(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd'T'10:00", CultureInfo.InvariantCulture);

static void Show(Offer offer)
{
    var distance = offer.Mileage switch
    {
        null => "distance unknown",
        { Unlimited: true } => "unlimited distance",
        var mileage => $"{mileage.Included} {mileage.Unit} included",
    };
    Console.WriteLine($"{offer.Vehicle}, {offer.Size}, {offer.Supplier}, {distance}: {offer.Price.Total} {offer.Price.Currency}");
}

static async Task<Problem> Refused(Task request)
{
    try
    {
        await request;
    }
    catch (ApiException<Problem> exception)
    {
        Console.WriteLine($"{exception.StatusCode} {exception.Result.Code}: {exception.Result.Detail}");
        return exception.Result;
    }

    throw new InvalidOperationException("The request succeeded.");
}

static void Check(bool isTrue, string statement)
{
    if (!isTrue)
    {
        throw new InvalidOperationException($"This is not so: {statement}");
    }
}
